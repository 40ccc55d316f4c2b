import type { Score } from '@ventral/core';
import { textTable } from './text-table.ts';

/**
 * A table of scores, one a row.
 *
 * @param heading of the first column: what the rows are
 */
export function scoreTable(
  heading: string,
  rows: readonly (readonly [name: string, score: Score])[],
): string {
  const withCeiling = rows.some(([, { ceiling }]) => ceiling !== undefined);
  const ceiled = rows.some(([, { value, raw }]) => value !== raw.value);
  const head = [heading, 'score', ...(ceiled ? ['raw'] : []), ...(withCeiling ? ['ceiling'] : [])];
  const body = rows.map(([name, score]) => [
    name,
    withError(score.value, score.error),
    ...(ceiled ? [withError(score.raw.value, score.raw.error)] : []),
    ...(withCeiling ? [withError(score.ceiling, score.ceilingError)] : []),
  ]);
  return textTable(head, body, [1, 2, 3]);
}

/** `0.540 ± 0.008`, with a dash for what is not known. */
export function withError(value: number | undefined, error: number | undefined): string {
  if (value === undefined) return '–';
  return error === undefined ? value.toFixed(3) : `${value.toFixed(3)} ± ${error.toFixed(3)}`;
}
