import { requireFinite } from './finite.ts';

/**
 * An interval of the median of whatever values were drawn from, whatever their distribution: between two of them, which
 * has the median between them in 95 % of draws or more.
 *
 * Reference: Hahn & Meeker (1991), Statistical Intervals, 5.2, https://doi.org/10.1002/9780470316771
 *
 * @returns absent for fewer than 6 values, among which there is no such interval
 * @throws VentralError `RESPONSES_INVALID` where one is NaN or infinite
 */
export function medianInterval(
  values: readonly number[],
): readonly [low: number, high: number] | undefined {
  requireFinite(values, 'Value');
  const count = values.length;
  // How many of the values lie below the median is binomial. In logs: of many values, the first terms are too small for
  // a number.
  let logTerm = -count * Math.LN2;
  let below = 0;
  let outside = Math.exp(logTerm);
  while (outside <= 0.025) {
    below++;
    logTerm += Math.log((count - below + 1) / below);
    outside += Math.exp(logTerm);
  }
  if (below === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  return [sorted[below - 1]!, sorted[count - below]!];
}
