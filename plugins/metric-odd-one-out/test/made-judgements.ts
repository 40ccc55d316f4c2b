import { type Assembly, createAssembly } from '@ventral/arrays';

/** Three objects, which of them was chosen (1 to 3), and by whom. */
export type MadeTrial = readonly [string, string, string, number, string];

/** Choices of the odd one of three, as a metric takes them. */
export function madeJudgements(trials: readonly MadeTrial[]): Assembly {
  const label = (column: number) => ({
    dim: 'presentation',
    values: trials.map((trial) => String(trial[column])),
  });
  return createAssembly({
    dims: ['presentation'],
    shape: [trials.length],
    values: Float64Array.from(trials, (trial) => trial[3]),
    coords: { object1: label(0), object2: label(1), object3: label(2), subject: label(4) },
  });
}
