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

/** What `normalNumbers` gives, in pieces that stay in the processor's cache: each is read before the next is asked for. */
export function normalPieces(random: RandomState, count: number): Generator<Piece> {
  return inPieces(count, (numbers) => random.fillNormal(numbers));
}

/** Likewise uniform numbers from 0 to below 1. */
export function uniformPieces(random: RandomState, count: number): Generator<Piece> {
  return inPieces(count, (numbers) => random.fillUniform(numbers));
}

/** Some numbers of many, and how many were before them. */
type Piece = readonly [from: number, numbers: Float64Array];

function* inPieces(count: number, fill: (numbers: Float64Array) => void): Generator<Piece> {
  const room = new Float64Array(4096);
  for (let from = 0; from < count; from += room.length) {
    const numbers = room.subarray(0, count - from);
    fill(numbers);
    yield [from, numbers];
  }
}
