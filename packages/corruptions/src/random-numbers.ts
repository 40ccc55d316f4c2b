import type { RandomState } from '@ventral/numerics';

/** As many numbers of the standard normal distribution, in the order in which NumPy draws an array of them. */
export function normalNumbers(random: RandomState, count: number): Float64Array {
  const numbers = new Float64Array(count);
  random.fillNormal(numbers);
  return numbers;
}

/** As many uniform numbers from `low` to below `high`, likewise. */
export function uniformNumbers(
  random: RandomState,
  count: number,
  low: number,
  high: number,
): Float64Array {
  const numbers = new Float64Array(count);
  random.fillUniform(numbers);
  for (let index = 0; index < count; index++) {
    numbers[index] = low + (high - low) * numbers[index]!;
  }
  return numbers;
}
