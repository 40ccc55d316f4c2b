import type { Score } from '@ventral/core';
import { readJson } from '@ventral/files';
import { type RecordJson, readRecord } from '@ventral/scoring';
import { compareReplicates, replicatesOf } from '@ventral/statistics';
import { newestOf } from './make-site-data.ts';
import type { ColumnBands, ColumnReplicates } from './rank-column.ts';
import { rankColumns } from './rank-columns.ts';
import type { RecordEntry } from './record-entry.ts';
import type { Duels, Maybe, SiteBenchmark, SiteData } from './site-data.ts';

// The page has to stay small: so many pairs of models, and scores of sites, over all benchmarks.
const mostPairs = 50_000;
const mostSiteScores = 150_000;

/**
 * Adds what the replicates of the records say: 95 % bands of ranks, for all models of a benchmark at
 * once, and paired comparisons of as many of its best models as the page has room for.
 */
export async function addRankBands(
  site: SiteData,
  entries: readonly RecordEntry[],
): Promise<SiteData> {
  const newest = newestOf(entries);
  const mostModels = modelsWithin(mostPairs / Math.max(1, site.benchmarks.length));
  const room = { sites: mostSiteScores / Math.max(1, site.benchmarks.length) };
  const drawn = site.benchmarks.map((benchmark) =>
    drawnTogether(benchmark, newest.columns.get(benchmark.key) ?? []),
  );
  const compared = drawn.filter(({ places }) => places.length >= 2);
  // Pairs are compared here while threads rank.
  const [bands, duels] = await Promise.all([
    rankColumns(compared.map(({ replicates }) => replicates)),
    eachInTurn(compared, (column) => makeDuels(column, { mostModels, ...room })),
  ]);
  const found = new Map(
    compared.map((one, index) => [one, [bands[index]!, duels[index]!] as const]),
  );
  return { ...site, benchmarks: drawn.map((one) => withBands(one, found.get(one))) };
}

type Column = readonly (RecordEntry | undefined)[];

/** The scores of a benchmark that can be compared replicate by replicate. */
interface DrawnColumn {
  readonly benchmark: SiteBenchmark;
  readonly column: Column;
  /** Of the models among all. */
  readonly places: readonly number[];
  readonly replicates: ColumnReplicates;
}

function drawnTogether(benchmark: SiteBenchmark, column: Column): DrawnColumn {
  const plan = commonPlan(column);
  const places = column.flatMap((entry, place) =>
    plan !== undefined && entry?.joint !== undefined && entry.score.plan === plan ? [place] : [],
  );
  const replicates = {
    values: places.map((place) => column[place]!.score.value),
    replicates: places.map((place) => column[place]!.joint!),
    better: benchmark.better,
  };
  return { benchmark, column, places, replicates };
}

async function eachInTurn<One, Result>(
  all: readonly One[],
  make: (one: One) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const one of all) results.push(await make(one));
  return results;
}

function withBands(
  { benchmark, column, places }: DrawnColumn,
  found: readonly [ColumnBands, Duels] | undefined,
): SiteBenchmark {
  if (found === undefined) return benchmark;
  const [simultaneous, duels] = found;
  if (typeof simultaneous === 'string') return { ...benchmark, noBand: simultaneous };
  const scored = column.filter((entry) => entry !== undefined).length;
  const others = scored - places.length;
  const bandAt = new Map(places.map((place, index) => [place, simultaneous[index]!]));
  const { noBand: _, ...rest } = benchmark;
  return {
    ...rest,
    notes: [...benchmark.notes, ...(others === 0 ? [] : [noteOf(others)])],
    scores: {
      ...benchmark.scores,
      rankLow: column.map((_, place) => bandAt.get(place)?.[0] ?? null),
      // Those that cannot be compared may lie before any other.
      rankHigh: column.map((_, place): Maybe => {
        const band = bandAt.get(place);
        return band === undefined ? null : band[1] + others;
      }),
    },
    duels,
  };
}

function noteOf(others: number): string {
  const [models, their] = others === 1 ? ['model has', 'its'] : ['models have', 'their'];
  return `${others} ${models} no replicates under the plan of the others; as ${their} place is uncertain, the bands of the others are wider by as many ranks.`;
}

/** The plan under which most models were resampled. */
function commonPlan(column: Column): string | undefined {
  const counts = new Map<string, number>();
  for (const entry of column) {
    const plan = entry?.joint === undefined ? undefined : entry.score.plan;
    if (plan !== undefined) counts.set(plan, (counts.get(plan) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

async function makeDuels(
  { benchmark: { scores }, column, places }: DrawnColumn,
  { mostModels, sites: mostSites }: { readonly mostModels: number; readonly sites: number },
): Promise<Duels> {
  const models = places
    .toSorted((a, b) => (scores.rank[a] ?? 0) - (scores.rank[b] ?? 0) || a - b)
    .slice(0, mostModels);
  const found = await Promise.all(models.map((place) => readScore(column[place]!)));
  const replicates = found.map(replicatesOf);
  const [standardError, p, halfLength]: Maybe[][] = [[], [], []];
  for (const [index, first] of replicates.entries()) {
    for (const second of replicates.slice(index + 1)) {
      const compared =
        first === undefined || second === undefined ? undefined : compareReplicates(first, second);
      const isKnown = compared !== undefined && 'p' in compared;
      standardError!.push(isKnown ? short(compared.standardError) : null);
      p!.push(isKnown ? short(compared.p) : null);
      halfLength!.push(isKnown ? short((compared.interval[1] - compared.interval[0]) / 2) : null);
    }
  }
  let left = mostSites;
  const sites = found.map(({ raw: { perNeuroid = [] } }) => {
    left -= perNeuroid.length;
    return left < 0 ? [] : perNeuroid.map((one) => (one === null ? null : Number(one.toFixed(3))));
  });
  const hasSites = sites.some((list) => list.length > 1);
  return {
    models,
    standardError: standardError!,
    p: p!,
    halfLength: halfLength!,
    ...(hasSites ? { sites } : {}),
  };
}

/** Replicates apart by axis are not kept of every record: those of the few are read again. */
async function readScore({ file, index, path }: RecordEntry): Promise<Score> {
  const json = await readJson(file);
  const { record } = await readRecord((Array.isArray(json) ? json[index] : json) as RecordJson);
  return path.reduce((score, id) => score.parts?.[id] ?? score, record.score as Score);
}

/** How many models have at most so many pairs. */
function modelsWithin(pairs: number): number {
  return Math.max(2, Math.floor((1 + Math.sqrt(1 + 8 * pairs)) / 2));
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
