import { type Assembly, coordinate } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { createMatrix, type Matrix, median, pearson, spearmanBrown } from '@ventral/numerics';

/** How far neuroids do the same when the same is shown again, over time. */
export interface ReliabilityOverTime {
  /** Pearson's r of two halves of the trials, over stimuli: `neuroid x bin`; NaN for a neuroid that does not vary. */
  readonly halves: Matrix;
  /** Median over neuroids that vary, one a bin; NaN where none does. */
  readonly median: readonly number[];
  /** The median of what all trials together would have, by Spearman-Brown. */
  readonly corrected: readonly number[];
  /** Neuroids that vary, one a bin. */
  readonly neuroids: readonly number[];
}

/**
 * Correlates, for each neuroid and bin, the mean response to each stimulus over its first, third, fifth, ... trial
 * with that over its second, fourth, ..., in the order of presentations.
 *
 * Reference: Spearman (1910), https://doi.org/10.1111/j.2044-8295.1910.tb00206.x
 *
 * @param trials `presentation x neuroid`, or `presentation x neuroid x time_bin`, with `stimulus_id`; NaN where nothing
 *   was measured
 * @throws VentralError `RESPONSES_INVALID` where no neuroid has two trials of each of two stimuli: no repetitions
 */
export function reliabilityOverTime(trials: Assembly): ReliabilityOverTime {
  const [rows = 0, neuroids = 0, bins = 1] = trials.shape;
  const stimuli = new Map<unknown, number[]>();
  for (const [row, id] of coordinate(trials, 'stimulus_id').entries()) {
    const own = stimuli.get(id);
    if (own === undefined) stimuli.set(id, [row]);
    else own.push(row);
  }
  const halves = createMatrix([neuroids, bins], new Float64Array(neuroids * bins).fill(Number.NaN));
  let repeated = 0;
  for (let neuroid = 0; neuroid < neuroids; neuroid++) {
    for (let bin = 0; bin < bins; bin++) {
      const means: [number[], number[]] = [[], []];
      for (const own of stimuli.values()) {
        const sums = [0, 0];
        const counts = [0, 0];
        for (const row of own) {
          const value = trials.values[(row * neuroids + neuroid) * bins + bin]!;
          if (!Number.isFinite(value)) continue;
          const half = (counts[0]! + counts[1]!) % 2;
          sums[half]! += value;
          counts[half]! += 1;
        }
        if (counts[1] === 0) continue;
        for (const half of [0, 1] as const) means[half].push(sums[half]! / counts[half]!);
      }
      if (means[0].length < 2) continue;
      repeated++;
      halves.values[neuroid * bins + bin] = pearson(means[0], means[1]);
    }
  }
  if (repeated === 0) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `No stimulus of ${stimuli.size} was presented twice to a neuroid, in ${rows} presentations: there are no ` +
        'repetitions.',
      { hint: 'Reliability needs single trials of two stimuli or more, each shown again.' },
    );
  }
  const ofBin = (bin: number) =>
    Array.from({ length: neuroids }, (_, neuroid) => halves.values[neuroid * bins + bin]!).filter(
      Number.isFinite,
    );
  const byBin = Array.from({ length: bins }, (_, bin) => ofBin(bin));
  const medianOf = (values: readonly number[]) => (values.length > 0 ? median(values) : Number.NaN);
  return {
    halves,
    median: byBin.map(medianOf),
    corrected: byBin.map((values) => medianOf(values.map(spearmanBrown))),
    neuroids: byBin.map(({ length }) => length),
  };
}
