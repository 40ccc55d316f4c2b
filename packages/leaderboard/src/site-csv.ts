import { stringify } from 'csv-stringify/sync';
import { type Maybe, marks, type SiteData } from './site-data.ts';

/** What of a site a table is to hold; all by default. */
export interface TableChoice {
  /** Places of models, in the order of the rows. */
  readonly models?: readonly number[];
  /** Keys of benchmarks. */
  readonly benchmarks?: readonly string[];
}

const columns = [
  ...['model', 'benchmark', 'region', 'stimuli', 'species', 'better'],
  ...['value', 'low', 'high', 'rank', 'rank_low', 'rank_high'],
  ...['ceiling', 'layer', 'date', 'signed'],
];

/**
 * A site as CSV: a row a model and benchmark; numbers that are missing are empty. Text that a
 * spreadsheet would run as a formula is escaped.
 */
export function siteCsv({ models, benchmarks, texts }: SiteData, choice: TableChoice = {}): string {
  const places = choice.models ?? models.map((_, place) => place);
  const wanted = new Set(choice.benchmarks ?? benchmarks.map(({ key }) => key));
  const shown = benchmarks.filter(({ key }) => wanted.has(key));
  const rows = places.flatMap((place) =>
    shown.map(({ key, region, stimuli, species, better, ceiling, scores }) => {
      const at = (list: readonly Maybe[]) => list[place] ?? '';
      const [layer, day, mark] = [scores.layer[place], scores.day[place], scores.marks[place]];
      return [
        ...[models[place]?.id, key, region, stimuli, species, better],
        ...[at(scores.value), at(scores.low), at(scores.high)],
        ...[at(scores.rank), at(scores.rankLow), at(scores.rankHigh)],
        ceiling ?? '',
        typeof layer === 'number' ? texts[layer] : '',
        typeof day === 'number' ? dateOf(day) : '',
        typeof mark === 'number' ? ((mark & marks.signed) !== 0 ? 'yes' : 'no') : '',
      ];
    }),
  );
  return stringify([columns, ...rows], { escape_formulas: true });
}

/** `2026-11-27`, of days since 1970. */
export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
