import type { Score } from '@ventral/core';
import type { ScoreRecord } from '@ventral/scoring';
import { jointReplicates, replicatesOf } from '@ventral/statistics';
import { choiceAlignmentOf, type RecordedAlignment } from './choice-alignment.ts';
import { rerunFlags } from './rerun-flags.ts';
import { scoreCourse } from './score-course.ts';
import type { ScoreCourse, SiteModel } from './site-data.ts';

/** What the leaderboard keeps of one score: of a record, or of a part of one. */
export interface RecordEntry {
  /** Path of the file, and which of the records in it. */
  readonly file: string;
  readonly index: number;
  /** Names of the parts that lead to it; none for the record's own score. */
  readonly path: readonly string[];
  readonly createdAt: string;
  readonly isSigned: boolean;
  readonly model: EntryModel;
  readonly benchmark: EntryBenchmark;
  readonly score: EntryScore;
  readonly layer: string | undefined;
  readonly isOptimistic: boolean;
  /** Of `ventral score`, beside model and benchmark. */
  readonly flags: string;
  /** What its network ran on, where that was not the CPU. */
  readonly device?: string;
  /** What to install, as npm takes it. */
  readonly packages: string;
  /** Of each layer tried, in that order. */
  readonly layers?: Readonly<Record<string, number>>;
  /** Where its record has scores over time. */
  readonly course?: ScoreCourse;
  /** Of a record of `ventral difficulty`. */
  readonly choices?: RecordedAlignment;
  /** Its value in each replicate, all axes varied; where it has replicates. */
  readonly joint?: Float32Array;
}

/** The model of an entry; two of one key are one model. */
interface EntryModel {
  readonly key: string;
  readonly id: string;
  /** What the command calls it: its id, or the name of its file. */
  readonly name: string;
  readonly kind: SiteModel['kind'];
  readonly package?: string;
  readonly digest?: string;
  readonly bytes?: number;
  readonly anatomy?: ScoreRecord['model']['anatomy'];
}

/** The benchmark of an entry; two of one key can be compared. */
interface EntryBenchmark {
  readonly key: string;
  readonly id: string;
  /** Whether another metric or other options than its own were asked for. */
  readonly isChanged: boolean;
  /** Whether another metric was asked for: what its scores count is unknown. */
  readonly hasOtherMetric: boolean;
  /** Of a part it is not known where its record was made before parts stated theirs. */
  readonly scoreVersion?: number;
  readonly metric?: string;
  readonly datasets: readonly string[];
  readonly package?: string;
  /** Key of the mean that it is a part of. */
  readonly partOf?: string;
}

/** The numbers of an entry. */
interface EntryScore {
  readonly value: number;
  readonly better: Score['better'];
  readonly ceiling?: number;
  readonly ceilingConvention?: string;
  readonly interval?: readonly [low: number, high: number];
  readonly plan?: string;
  readonly units?: Readonly<Record<string, number>>;
  /** Why it has no interval. */
  readonly noInterval?: string;
  readonly notes: readonly string[];
  /** By subject, before its ceiling. */
  readonly perSubject?: Readonly<Record<string, number | null>>;
}

const before = 'Its record was made before Ventral estimated intervals; score it again to get one.';

/** Where a record was read. */
export interface EntrySource {
  readonly file: string;
  /** Which of the records in the file. */
  readonly index: number;
  /** Whether it has a signature that holds. */
  readonly isSigned: boolean;
  /** Whether replicates are kept. @default false */
  readonly withReplicates?: boolean;
}

/**
 * What the leaderboard keeps of a record: its own score, and that of each part, however deep.
 *
 * @throws VentralError `RECORD_INVALID` where replicates are damaged
 */
export function entriesOf(
  record: ScoreRecord,
  { file, index, isSigned, withReplicates = false }: EntrySource,
): readonly RecordEntry[] {
  const { benchmark, model, inputs } = record;
  const changed = changesOf(record);
  const shared = {
    file,
    index,
    createdAt: record.createdAt,
    isSigned,
    model: modelOf(model),
    layer: model.layer ?? layersInWords(model.regionLayers),
    isOptimistic: model.layerChosenBy === 'this benchmark',
    flags: rerunFlags(record),
    ...deviceOf(record),
    packages: packagesOf(record),
  };
  const { id, scoreVersion } = benchmark;
  const own: EntryBenchmark = {
    key: keyOf(id, scoreVersion, changed),
    id,
    isChanged: changed !== '',
    hasOtherMetric: inputs.metric !== undefined,
    scoreVersion,
    ...(inputs.metric === undefined ? {} : { metric: inputs.metric }),
    datasets: record.datasets.map(({ id }) => id),
    ...packageOf(benchmark.package),
  };
  const layers = Object.entries(record.layers ?? {}).map(([name, { value }]) => [name, value]);
  return withParts(record.score, own, [], { scoreVersion, changed }).map(
    ({ benchmark, score, path }) => ({
      ...shared,
      path,
      benchmark,
      score: numbersOf(score),
      ...(path.length === 0 && layers.length > 0 ? { layers: Object.fromEntries(layers) } : {}),
      ...courseOf(score),
      ...choicesOf(score),
      ...(withReplicates ? jointOf(score) : {}),
    }),
  );
}

function deviceOf({ device, adapter }: ScoreRecord): Pick<RecordEntry, 'device'> {
  if (device === 'cpu') return {};
  return { device: adapter?.name === undefined ? device : `${device}, ${adapter.name}` };
}

function courseOf(score: Score): Pick<RecordEntry, 'course'> {
  const course = scoreCourse(score);
  return course === undefined ? {} : { course };
}

interface Found {
  readonly benchmark: EntryBenchmark;
  readonly score: Score;
  readonly path: readonly string[];
}

function withParts(
  score: Score,
  benchmark: EntryBenchmark,
  path: readonly string[],
  record: { readonly scoreVersion: number; readonly changed: string },
): readonly Found[] {
  const { metric, parts = {} } = score;
  const { isChanged, hasOtherMetric, key: partOf } = benchmark;
  const whole = metric === undefined ? benchmark : { ...benchmark, metric: metric.id };
  return [
    { benchmark: whole, score, path },
    ...Object.entries(parts).flatMap(([id, part]) => {
      const { scoreVersion } = part;
      const key = keyOf(id, scoreVersion ?? record.scoreVersion, record.changed);
      const version = scoreVersion === undefined ? {} : { scoreVersion };
      const own = { key, id, isChanged, hasOtherMetric, ...version, datasets: [], partOf };
      return withParts(part, own, [...path, id], record);
    }),
  ];
}

function keyOf(id: string, scoreVersion: number, changed: string): string {
  return `${id}${scoreVersion === 1 ? '' : `@${scoreVersion}`}${changed}`;
}

/** What sets the score apart from the benchmark's own; nothing, where nothing was changed. */
function changesOf({ inputs }: ScoreRecord): string {
  const options = Object.entries(inputs.metricOptions).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  const asked = [...(inputs.metric === undefined ? [] : [inputs.metric]), ...options.sort()];
  return asked.length === 0 ? '' : ` (${asked.join(', ')})`;
}

function modelOf({ id, package: from, digest, file, anatomy }: ScoreRecord['model']): EntryModel {
  const content = file?.sha256 ?? digest ?? '';
  const isFeatures = /\.npy$/i.test(file?.name ?? '');
  const byFile = isFeatures ? 'features' : 'model file';
  return {
    // Two files of one name are two models.
    key: file === undefined ? id : `${id}\n${content}`,
    id,
    name: file?.name ?? id,
    kind: file === undefined ? 'package' : byFile,
    ...packageOf(file === undefined ? from : undefined),
    ...(digest === undefined ? {} : { digest }),
    ...(file === undefined ? {} : { bytes: file.bytes }),
    ...(anatomy === undefined ? {} : { anatomy }),
  };
}

function packageOf(stated: string | undefined): { readonly package?: string } {
  if (stated === undefined) return {};
  const at = stated.lastIndexOf('@');
  return { package: at > 0 ? stated.slice(0, at) : stated };
}

/** What a project needs for this score: the program, and what brings the plugins. */
function packagesOf({ benchmark, model, environment }: ScoreRecord): string {
  const { packages, program } = environment;
  const named = [
    program,
    ...[benchmark.package, model.package].map((one) => packageOf(one).package),
  ];
  const wanted = [...new Set(['ventral', ...named.filter((name) => name !== undefined)])];
  return wanted
    .map((name) => (packages[name] === undefined ? name : `${name}@${packages[name]}`))
    .join(' ');
}

function layersInWords(regionLayers: ScoreRecord['model']['regionLayers']): string | undefined {
  if (regionLayers === undefined) return undefined;
  return Object.entries(regionLayers)
    .map(([region, layer]) => `${region}: ${layer}`)
    .join(', ');
}

function numbersOf(score: Score): EntryScore {
  const { value, better, ceiling, ceilingConvention, uncertainty, notes = [] } = score;
  const { perSubject } = score.raw;
  return {
    value,
    better,
    notes,
    ...(perSubject === undefined ? {} : { perSubject }),
    ...(ceiling === undefined ? {} : { ceiling }),
    ...(ceilingConvention === undefined ? {} : { ceilingConvention }),
    ...intervalOf(uncertainty),
  };
}

function intervalOf(
  uncertainty: Score['uncertainty'],
): Pick<EntryScore, 'interval' | 'plan' | 'units' | 'noInterval'> {
  if (uncertainty === undefined) return { noInterval: before };
  if ('unavailable' in uncertainty) return { noInterval: uncertainty.unavailable };
  const { interval, plan, units } = uncertainty;
  return { interval, plan, units };
}

function choicesOf(score: Score): { readonly choices?: RecordedAlignment } {
  const choices = choiceAlignmentOf(score);
  return choices === undefined ? {} : { choices };
}

function jointOf(score: Score): { readonly joint?: Float32Array } {
  const replicates = replicatesOf(score);
  if (replicates === undefined) return {};
  const [joint] = jointReplicates([replicates]);
  return joint === undefined || joint.length === 0 ? {} : { joint: Float32Array.from(joint) };
}
