import { type Correlation, correlate } from './correlate.ts';
import type { Maybe, PublishedResults, SiteBenchmark, SiteData } from './site-data.ts';

/** All analyses of a site, as plain data. */
export interface SiteAnalyses {
  readonly accuracy: readonly AccuracySplit[];
  readonly benchmarks: readonly string[];
  /** r, interval and n of each pair of `benchmarks`. */
  readonly matrix: readonly (readonly Correlation[])[];
  readonly printedPairs: readonly PrintedPair[];
  readonly heldOut: readonly HeldOut[];
  readonly sizes: readonly SizeCorrelation[];
}

/** How a fact about models goes with a score. */
export interface SizeCorrelation {
  readonly quantity: string;
  readonly benchmark: string;
  readonly correlation: Correlation;
}

/** What the scores of a site say together: with accuracy, with each other, with size and depth. */
export function siteAnalyses(site: SiteData): SiteAnalyses {
  const shown = headlines(site.benchmarks);
  return {
    accuracy: [...splitByAccuracy(site.published), ...splitSiteByAccuracy(site)],
    benchmarks: shown.map(({ key }) => key),
    matrix: benchmarkMatrix(shown),
    printedPairs: pairPrinted(site.published),
    heldOut: holdOneOut(site.benchmarks).filter(({ others }) => others > 0),
    sizes: shown.flatMap(({ key, scores }) =>
      modelQuantities(site).map(({ name, values }) => ({
        ...{ quantity: name, benchmark: key },
        correlation: correlate(values, scores.value),
      })),
    ),
  };
}

/** ImageNet accuracy against scores, below and above a limit in percent. */
export interface AccuracySplit {
  readonly table: string;
  readonly column: string;
  readonly all: Correlation;
  readonly below: Correlation;
  readonly above: Correlation;
}

/** Top-1 accuracy, in percent, from which on models count as accurate. */
export const accuracyLimit = 70;

const accuracyColumn = 'imagenet_top1';

/** Of each printed table that has ImageNet's top-1 accuracy: its correlation with every other column. */
export function splitByAccuracy(published: readonly PublishedResults[]): readonly AccuracySplit[] {
  return published.flatMap(({ title, columns, rows }) => {
    if (!columns.some(({ id }) => id === accuracyColumn)) return [];
    const listOf = (id: string): readonly Maybe[] => rows.map(({ values }) => values[id] ?? null);
    return columns
      .filter(({ id, better }) => id !== accuracyColumn && better !== undefined)
      .map((column) => splitAt(listOf(accuracyColumn), listOf(column.id), title, column.title));
  });
}

/** The same of the models and benchmarks of a site, where the accuracy of its models is known. */
export function splitSiteByAccuracy({ models, benchmarks }: SiteData): readonly AccuracySplit[] {
  const accuracy = models.map(({ imagenet }) => imagenet?.value ?? null);
  if (accuracy.filter((value) => value !== null).length < 3) return [];
  return headlines(benchmarks).map(({ key, scores }) =>
    splitAt(accuracy, scores.value, 'Computed here', key),
  );
}

function splitAt(
  accuracy: readonly Maybe[],
  scores: readonly Maybe[],
  table: string,
  column: string,
): AccuracySplit {
  const where = (wanted: (value: number) => boolean) =>
    correlate(
      accuracy.map((value) => (value !== null && wanted(value) ? value : null)),
      scores,
    );
  return {
    table,
    column,
    all: correlate(accuracy, scores),
    below: where((value) => value < accuracyLimit),
    above: where((value) => value >= accuracyLimit),
  };
}

/** How each pair of benchmarks goes together, over the models that have both. */
export function benchmarkMatrix(
  benchmarks: readonly SiteBenchmark[],
): readonly (readonly Correlation[])[] {
  const upper = benchmarks.map((row, index) =>
    benchmarks.slice(index).map((column) => correlate(row.scores.value, column.scores.value)),
  );
  return benchmarks.map((_, row) =>
    benchmarks.map((_, column) => upper[Math.min(row, column)]![Math.abs(column - row)]!),
  );
}

/** How two scores of a printed table go together. */
export interface PrintedPair {
  readonly table: string;
  readonly first: string;
  readonly second: string;
  readonly correlation: Correlation;
}

/** All pairs of scores of each printed table; what only describes models is in none. */
export function pairPrinted(published: readonly PublishedResults[]): readonly PrintedPair[] {
  return published.flatMap(({ title: table, columns, rows }) => {
    const scores = columns
      .filter(({ id, better }) => id !== accuracyColumn && better !== undefined)
      .map(({ id, title }) => ({ title, values: rows.map(({ values }) => values[id] ?? null) }));
    return scores.flatMap((first, index) =>
      scores.slice(index + 1).map((second) => ({
        ...{ table, first: first.title, second: second.title },
        correlation: correlate(first.values, second.values),
      })),
    );
  });
}

/** How well the scores on a benchmark are foretold by the others. */
export interface HeldOut {
  readonly benchmark: string;
  readonly correlation: Correlation;
  /** How many other benchmarks foretell it. */
  readonly others: number;
}

/**
 * Holds each benchmark out, and foretells its scores: of each model the mean of its standardised scores
 * on the others, at least half of which it has. Means and parts of means are left out: they hold each
 * other.
 */
export function holdOneOut(benchmarks: readonly SiteBenchmark[]): readonly HeldOut[] {
  const used = headlines(benchmarks).filter(({ region }) => region !== 'several');
  const standard = used.map(({ scores, better }) => standardise(scores.value, better));
  return used.map(({ key, scores }, held) => {
    const others = standard.filter((_, index) => index !== held);
    const foretold = scores.value.map((_, place): Maybe => {
      const known = others.flatMap((list) => list[place] ?? []);
      if (known.length === 0 || known.length * 2 < others.length) return null;
      return known.reduce((sum, one) => sum + one, 0) / known.length;
    });
    const own = used[held]?.better === 'lower' ? standard[held]! : scores.value;
    return { benchmark: key, others: others.length, correlation: correlate(foretold, own) };
  });
}

/**
 * Benchmarks without their details, and without those scored by other options, or in an older version, where they were
 * scored as they are, too: the same data twice agree with themselves.
 */
export function headlines(benchmarks: readonly SiteBenchmark[]): readonly SiteBenchmark[] {
  const owned = new Set(benchmarks.flatMap(({ isOwn, id }) => (isOwn ? [id] : [])));
  return benchmarks.filter(({ isDetail, isOwn, id }) => !isDetail && (isOwn || !owned.has(id)));
}

/** In standard deviations from the mean, the better the higher. */
function standardise(values: readonly Maybe[], better: 'higher' | 'lower'): readonly Maybe[] {
  const known = values.filter((value) => value !== null);
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  const variance = known.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (known.length - 1);
  const unit = Math.sqrt(variance) * (better === 'higher' ? 1 : -1);
  return values.map((value) => (value === null || !(variance > 0) ? null : (value - mean) / unit));
}

/** A fact about models that scores can be held against. */
export interface ModelQuantity {
  readonly name: string;
  readonly values: readonly Maybe[];
}

/** Size and depth of the models of a site, where they are known: sizes as logarithms. */
export function modelQuantities({ models, layerScores }: SiteData): readonly ModelQuantity[] {
  const log = (value: number | undefined) => (value === undefined ? null : Math.log10(value));
  const depths: Maybe[] = models.map(() => null);
  for (const { model, names } of layerScores) {
    depths[model] = Math.max(depths[model] ?? 0, names.length);
  }
  const all: readonly ModelQuantity[] = [
    { name: 'Parameters (logarithm)', values: models.map(({ parameters }) => log(parameters)) },
    { name: 'Size of files (logarithm)', values: models.map(({ bytes }) => log(bytes)) },
    { name: 'Layers tried', values: depths },
  ];
  return all.filter(({ values }) => values.filter((value) => value !== null).length >= 3);
}
