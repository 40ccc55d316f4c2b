import type { RandomState } from '@ventral/numerics';

/**
 * A number from the Poisson distribution.
 *
 * Method: inversion, searching from 0, for means up to 30; above, the distribution is a sum of
 * independent parts of at most that mean.
 *
 * @param mean from 0; time grows with it
 */
export function drawPoisson(mean: number, random: RandomState): number {
  let count = 0;
  let rest = mean;
  while (rest > largestPart) {
    count += invert(largestPart, random);
    rest -= largestPart;
  }
  return count + invert(rest, random);
}

const largestPart = 30;

function invert(mean: number, random: RandomState): number {
  let share = random.randomSample();
  let probability = Math.exp(-mean);
  let count = 0;
  // Beyond this, what is left of the distribution is below the resolution of the random number.
  while (share > probability && count < 10 * largestPart) {
    share -= probability;
    count++;
    probability *= mean / count;
  }
  return count;
}
