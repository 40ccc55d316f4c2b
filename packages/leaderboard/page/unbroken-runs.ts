import type { Maybe } from '../src/site-data.ts';

/** The indices of numbers, in runs that nothing missing lies within: a curve is drawn for each. */
export function unbrokenRuns(values: readonly Maybe[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === index - 1) last.push(index);
    else runs.push([index]);
  }
  return runs;
}
