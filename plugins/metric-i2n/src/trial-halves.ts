import { RandomState, type Split } from '@ventral/numerics';

/** How often trials are split into halves. */
const repetitions = 2;

/**
 * Splits trials at random into two halves, twice, as Brain-Score does: one stream of random numbers
 * for both times.
 *
 * @returns for each time, the first half as `train` and the second, larger by one of an odd number
 *   of trials, as `test`
 */
export function drawHalves(trialCount: number, seed: number): readonly Split[] {
  const random = new RandomState(seed);
  return Array.from({ length: repetitions }, () => {
    const order = random.permutation(trialCount);
    const middle = Math.floor(trialCount / 2);
    return { train: order.slice(0, middle), test: order.slice(middle) };
  });
}
