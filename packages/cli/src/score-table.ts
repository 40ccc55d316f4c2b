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
    scoreText(score),
    ...(ceiled ? [numberText(score.raw.value)] : []),
    ...(withCeiling ? [numberText(score.ceiling)] : []),
  ]);
  return textTable(head, body, [1, 2, 3]);
}

/**
 * `0.540 ± 0.021`: a score with its standard error over new stimuli, neuroids and subjects, where that is
 * known. The spread over splits is none, and is left out.
 */
export function scoreText(score: Pick<Score, 'value' | 'uncertainty'> | undefined): string {
  const { uncertainty } = score ?? {};
  const isMeasured = uncertainty !== undefined && !('unavailable' in uncertainty);
  return withError(score?.value, isMeasured ? uncertainty.standardError : undefined);
}

/** `0.540`, with a dash for what is not known. */
export function numberText(value: number | undefined): string {
  return withError(value, undefined);
}

/** `0.540 ± 0.008`, with a dash for what is not known. */
export function withError(value: number | undefined, error: number | undefined): string {
  if (value === undefined) return '–';
  return error === undefined ? value.toFixed(3) : `${value.toFixed(3)} ± ${error.toFixed(3)}`;
}
