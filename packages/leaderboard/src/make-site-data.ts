import type { PublishedFile } from './published-schema.ts';
import { rankScores } from './rank-scores.ts';
import type { RecordEntry } from './record-entry.ts';
import {
  type EarlierScore,
  type LayerScores,
  type Maybe,
  type ModelChoices,
  type ModelCourse,
  marks,
  type PublishedResults,
  type RefusedFile,
  type ScoreColumn,
  type SiteBenchmark,
  type SiteData,
  type SiteModel,
  type SubjectScores,
} from './site-data.ts';
import { type PluginFacts, printedFacts, type SiteFacts } from './site-facts.ts';
import { TextList } from './text-list.ts';

/** What a site is made of. */
export interface SiteSources {
  readonly title?: string;
  readonly entries: readonly RecordEntry[];
  readonly facts: SiteFacts;
  readonly refused?: readonly RefusedFile[];
  readonly published?: readonly PublishedFile[];
  readonly live?: boolean;
}

// More of them, in all, are not shown layer by layer.
const mostLayerScores = 100_000;
// More of them are not shown one by one.
const mostSubjects = 100;
// Images listed of each model, either way.
const mostChoices = 5;

/**
 * Makes the content of the page: a column a benchmark, in it the newest score of each model. Everything
 * but bands of ranks and paired comparisons, which need the replicates of the records: `addRankBands`.
 */
export function makeSiteData(sources: SiteSources): SiteData {
  const { title = 'Ventral leaderboard', facts, refused = [], published = [] } = sources;
  const { models, columns, replaced, entries } = newestOf(sources.entries);
  const texts = new TextList();
  const places = new Map(models.map(({ model }, place) => [model.key, place]));
  const placeOf = ({ model }: RecordEntry) => places.get(model.key) ?? 0;
  const parts = partsOfMeans(entries);
  const versions = newestVersions(entries);
  const benchmarks = [...columns].map(([key, column]) =>
    makeBenchmark(key, column, { facts, texts, parts, versions }),
  );
  return {
    format: 1,
    title,
    newest: entries.at(-1)?.createdAt ?? null,
    live: sources.live ?? false,
    models: namedApart(models).map(([id, entry]) => makeModel(id, entry, facts, published)),
    benchmarks: withDetails(benchmarks, parts).sort(byRegion),
    history: replaced.map((entry) => earlierScore(entry, placeOf(entry))),
    layerScores: layerScoresOf(entries, placeOf),
    subjectScores: subjectScoresOf(entries, placeOf),
    courses: coursesOf(entries, placeOf),
    choices: choicesOf(entries, placeOf),
    texts: texts.texts,
    refused,
    published: published.map(toResults),
  };
}

/** Scores by benchmark and model. */
export interface NewestScores {
  /** One a model, in the order of the page. */
  readonly models: readonly RecordEntry[];
  /** By key of the benchmark; in it an entry a model. */
  readonly columns: ReadonlyMap<string, readonly (RecordEntry | undefined)[]>;
  /** Entries that a newer one of another value has replaced, from the oldest. */
  readonly replaced: readonly RecordEntry[];
  /** All, from the oldest. */
  readonly entries: readonly RecordEntry[];
}

/** The newest score of each model on each benchmark. */
export function newestOf(all: readonly RecordEntry[]): NewestScores {
  const entries = [...all].sort(byDate);
  const byKey = new Map(entries.map((entry) => [entry.model.key, entry]));
  const models = [...byKey.keys()].sort().map((key) => byKey.get(key)!);
  const places = new Map(models.map(({ model }, place) => [model.key, place]));
  const columns = new Map<string, (RecordEntry | undefined)[]>();
  const replaced: RecordEntry[] = [];
  for (const entry of entries) {
    const { key } = entry.benchmark;
    const column = columns.get(key) ?? models.map(() => undefined);
    columns.set(key, column);
    const place = places.get(entry.model.key) ?? 0;
    const earlier = column[place];
    if (earlier !== undefined && earlier.score.value !== entry.score.value) replaced.push(earlier);
    column[place] = entry;
  }
  return { models, columns, replaced, entries };
}

/** Later ones come last; of the same time, the own score of a record before one of a mean's part. */
function byDate(a: RecordEntry, b: RecordEntry): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return b.path.length - a.path.length || (a.file < b.file ? -1 : 1);
}

/** Keys of the parts of each mean. */
type PartsOfMeans = ReadonlyMap<string, ReadonlySet<string>>;

function partsOfMeans(entries: readonly RecordEntry[]): PartsOfMeans {
  const parts = new Map<string, Set<string>>();
  for (const { benchmark } of entries) {
    const { key, partOf } = benchmark;
    if (partOf !== undefined) parts.set(partOf, (parts.get(partOf) ?? new Set()).add(key));
  }
  return parts;
}

/** The means that a benchmark is in, as a part or as a mean of some of their parts, those of most parts first. */
function meansAround(key: string, parts: PartsOfMeans): readonly string[] {
  const own = parts.get(key) ?? new Set();
  const isAround = (all: ReadonlySet<string>) =>
    all.has(key) || (own.size > 0 && own.size < all.size && [...own].every((one) => all.has(one)));
  return [...parts]
    .filter(([mean, all]) => mean !== key && isAround(all))
    .sort(([a, ofA], [b, ofB]) => ofB.size - ofA.size || (a < b ? -1 : 1))
    .map(([mean]) => mean);
}

/** What columns are made with. */
interface ColumnSources {
  readonly facts: SiteFacts;
  readonly texts: TextList;
  readonly parts: PartsOfMeans;
  /** By id of a benchmark, the newest version of scores without changes, where any record says theirs. */
  readonly versions: ReadonlyMap<string, number>;
}

function newestVersions(entries: readonly RecordEntry[]): ReadonlyMap<string, number> {
  const versions = new Map<string, number>();
  for (const { benchmark } of entries) {
    const { id, scoreVersion, isChanged } = benchmark;
    if (isChanged || scoreVersion === undefined) continue;
    versions.set(id, Math.max(scoreVersion, versions.get(id) ?? scoreVersion));
  }
  return versions;
}

function makeBenchmark(
  key: string,
  newest: readonly (RecordEntry | undefined)[],
  { facts: { benchmarks }, texts, parts, versions }: ColumnSources,
): SiteBenchmark {
  const scored = newest.filter((entry) => entry !== undefined);
  const { benchmark, score } = scored.find(({ path }) => path.length === 0) ?? scored[0]!;
  const facts: PluginFacts = benchmarks.get(benchmark.id) ?? { title: benchmark.id };
  const last = scored.at(-1)!.score;
  const { scoreVersion } =
    scored.find((entry) => entry.benchmark.scoreVersion !== undefined)?.benchmark ?? benchmark;
  const reasons = new Set(scored.map((entry) => entry.score.noInterval));
  const { ceiling, ceilingConvention, units } = last;
  const [partOf] = meansAround(key, parts);
  const from = facts.package ?? benchmark.package;
  return {
    key,
    id: benchmark.id,
    ...(scoreVersion === undefined ? {} : { scoreVersion }),
    title: facts.title,
    region: regionOf(facts.region),
    stimuli: facts.stimuli ?? 'image',
    species: facts.species ?? 'unknown',
    ...(facts.modality === undefined ? {} : { modality: facts.modality }),
    better: score.better,
    ...(facts.unit === undefined || benchmark.hasOtherMetric ? {} : { unit: facts.unit }),
    ...(benchmark.metric === undefined ? {} : { metric: benchmark.metric }),
    datasets: benchmark.datasets,
    ...(facts.citation === undefined ? {} : { citation: facts.citation }),
    ...(facts.licence === undefined ? {} : { licence: facts.licence }),
    ...(from === undefined ? {} : { package: from }),
    ...(partOf === undefined ? {} : { partOf }),
    isOwn: !benchmark.isChanged && scoreVersion === versions.get(benchmark.id),
    isDetail: false,
    ...(ceiling === undefined ? {} : { ceiling: rounded(ceiling) }),
    ...(ceilingConvention === undefined ? {} : { ceilingConvention }),
    ...(units === undefined ? {} : { units }),
    notes: notesOf(scored),
    scores: makeColumn(newest, score.better, texts),
    ...(reasons.has(undefined) ? {} : { noInterval: [...reasons].join(' ') }),
    noBand: 'Bands of ranks need records with replicates under one resampling plan.',
  };
}

/** Notes that the records of most models share say something of the benchmark. */
function notesOf(entries: readonly RecordEntry[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const note of entries.flatMap(({ score }) => [...new Set(score.notes)])) {
    counts.set(note, (counts.get(note) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count * 2 > entries.length).map(([note]) => note);
}

function makeColumn(
  newest: readonly (RecordEntry | undefined)[],
  better: 'higher' | 'lower',
  texts: TextList,
): ScoreColumn {
  const list = (read: (entry: RecordEntry) => Maybe | undefined): readonly Maybe[] =>
    newest.map((entry) => (entry === undefined ? null : (read(entry) ?? null)));
  // Ranked before they are rounded.
  const rank = rankScores(
    list(({ score }) => score.value),
    better,
  );
  const nothing: readonly Maybe[] = newest.map(() => null);
  return {
    value: list(({ score }) => rounded(score.value)),
    low: list(({ score }) => score.interval && rounded(score.interval[0])),
    high: list(({ score }) => score.interval && rounded(score.interval[1])),
    rank,
    rankLow: nothing,
    rankHigh: nothing,
    day: list(({ createdAt }) => dayOf(createdAt)),
    layer: list(({ layer }) => texts.placeOf(layer)),
    flags: list(({ flags }) => texts.placeOf(flags)),
    device: list(({ device }) => texts.placeOf(device)),
    packages: list(({ packages }) => texts.placeOf(packages)),
    marks: list(
      ({ isSigned, isOptimistic }) =>
        (isSigned ? marks.signed : 0) + (isOptimistic ? marks.optimistic : 0),
    ),
  };
}

/** Models in their order; where several have one id, their digests tell them apart. */
function namedApart(entries: readonly RecordEntry[]): readonly [id: string, RecordEntry][] {
  const counts = new Map<string, number>();
  for (const { model } of entries) counts.set(model.id, (counts.get(model.id) ?? 0) + 1);
  return entries.map((entry) => {
    const { id, key } = entry.model;
    const content = key.split('\n')[1] ?? 'package';
    return [(counts.get(id) ?? 0) > 1 ? `${id} (${content.slice(0, 8)})` : id, entry];
  });
}

function makeModel(
  id: string,
  { model }: RecordEntry,
  { models }: SiteFacts,
  published: readonly PublishedFile[],
): SiteModel {
  const facts: PluginFacts = (model.kind === 'package' ? models.get(model.id) : undefined) ?? {
    title: model.id,
  };
  const from = facts.package ?? model.package;
  const bytes = facts.bytes ?? model.bytes;
  return {
    id,
    name: model.name,
    title: facts.title,
    kind: model.kind,
    ...(from === undefined ? {} : { package: from }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(model.anatomy === undefined
      ? {}
      : { anatomy: model.anatomy, parameters: model.anatomy.parameters }),
    ...printedFacts(model.id, published),
    ...(facts.citation === undefined ? {} : { citation: facts.citation }),
    ...(facts.licence === undefined ? {} : { licence: facts.licence }),
    ...(model.digest === undefined ? {} : { digest: model.digest }),
  };
}

const regionOrder = ['several', 'EVC', 'V1', 'V2', 'V4', 'IT', 'behavior'];

/** Of means over the ventral stream, `several`. */
function regionOf(stated: string | undefined): string {
  return stated === 'ventral stream' ? 'several' : (stated ?? 'unknown');
}

function byRegion(a: SiteBenchmark, b: SiteBenchmark): number {
  const orderOf = ({ region }: SiteBenchmark) => {
    const place = regionOrder.indexOf(region);
    return place < 0 ? regionOrder.length : place;
  };
  const [left, right] = [sortKey(a), sortKey(b)];
  return orderOf(a) - orderOf(b) || (left < right ? -1 : left > right ? 1 : 0);
}

/** A part comes after the mean that it is a part of. */
function sortKey({ key, partOf, isDetail }: SiteBenchmark): string {
  return isDetail ? `${partOf}\n${key}` : key;
}

/** What is in a mean within one region is a detail: the sessions of one area, means over some of them. */
function withDetails(benchmarks: readonly SiteBenchmark[], parts: PartsOfMeans): SiteBenchmark[] {
  const regions = new Map(benchmarks.map(({ key, region }) => [key, region]));
  return benchmarks.map((one) => ({
    ...one,
    isDetail: meansAround(one.key, parts).some((mean) => regions.get(mean) === one.region),
  }));
}

function earlierScore({ benchmark, score, createdAt }: RecordEntry, model: number): EarlierScore {
  const [low, high] = score.interval ?? [null, null];
  return {
    model,
    benchmark: benchmark.key,
    day: dayOf(createdAt),
    value: rounded(score.value),
    low: low === null ? null : rounded(low),
    high: high === null ? null : rounded(high),
  };
}

function layerScoresOf(
  entries: readonly RecordEntry[],
  placeOf: (entry: RecordEntry) => number,
): readonly LayerScores[] {
  const newest = new Map<string, LayerScores>();
  let count = 0;
  for (const entry of entries) {
    const { layers = {}, benchmark } = entry;
    const names = Object.keys(layers);
    if (names.length < 2 || count + names.length > mostLayerScores) continue;
    count += names.length;
    const model = placeOf(entry);
    const values = Object.values(layers).map(rounded);
    newest.set(`${model} ${benchmark.key}`, { model, benchmark: benchmark.key, names, values });
  }
  return [...newest.values()];
}

function subjectScoresOf(
  entries: readonly RecordEntry[],
  placeOf: (entry: RecordEntry) => number,
): readonly SubjectScores[] {
  const newest = new Map<string, SubjectScores>();
  for (const entry of entries) {
    const { key } = entry.benchmark;
    const model = placeOf(entry);
    const names = Object.keys(entry.score.perSubject ?? {});
    // What an older record said of subjects goes with its score.
    newest.delete(`${model} ${key}`);
    if (names.length < 2 || names.length > mostSubjects) continue;
    const values = Object.values(entry.score.perSubject ?? {}).map((one) =>
      one === null ? null : rounded(one),
    );
    newest.set(`${model} ${key}`, { model, benchmark: key, names, values });
  }
  return [...newest.values()];
}

function coursesOf(
  entries: readonly RecordEntry[],
  placeOf: (entry: RecordEntry) => number,
): readonly ModelCourse[] {
  const newest = new Map<string, ModelCourse>();
  for (const entry of entries) {
    if (entry.course === undefined) continue;
    const [model, benchmark] = [placeOf(entry), entry.benchmark.key];
    const key = `${model} ${benchmark} ${entry.course.aspect}`;
    newest.set(key, { model, benchmark, ...entry.course });
  }
  return [...newest.values()];
}

function choicesOf(
  entries: readonly RecordEntry[],
  placeOf: (entry: RecordEntry) => number,
): readonly ModelChoices[] {
  const newest = new Map<string, ModelChoices>();
  for (const entry of entries) {
    if (entry.choices === undefined) continue;
    const { mostForPeople, mostForModel, ...shares } = entry.choices;
    const [model, benchmark] = [placeOf(entry), entry.benchmark.id];
    newest.set(`${model} ${entry.benchmark.key}`, {
      ...{ model, benchmark, ...shares },
      mostForPeople: mostForPeople.slice(0, mostChoices),
      mostForModel: mostForModel.slice(0, mostChoices),
    });
  }
  return [...newest.values()].sort((a, b) =>
    a.benchmark < b.benchmark ? -1 : a.benchmark > b.benchmark ? 1 : a.model - b.model,
  );
}

function toResults({
  publishedVersion: _,
  rows,
  notes = [],
  ...rest
}: PublishedFile): PublishedResults {
  return { ...rest, notes, rows: rows.map(({ errors = {}, ...row }) => ({ ...row, errors })) };
}

/** Five digits: more than any interval lets one read. */
function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

/** Days since 1970, of a date in ISO 8601. */
function dayOf(date: string): number {
  return Math.floor(Date.parse(date) / 86_400_000);
}
