import { expect, it } from 'vitest';
import { weighRows } from '../src/weigh-rows.ts';

it.each([1, 7, 8, 9, 64, 100])('adds up pieces of %i values, as one by one', (length) => {
  const input = Float64Array.from({ length: 3 * length + 5 }, (_, index) => Math.sin(index));
  const pieces = [
    { starts: Int32Array.of(0, 5, length), weights: Float64Array.of(0.25, -1, 3) },
    { starts: Int32Array.of(2 * length + 5), weights: Float64Array.of(2) },
  ];
  const expected = pieces.flatMap(({ starts, weights }) =>
    Array.from({ length }, (_, index) =>
      starts.reduce((sum, start, tap) => sum + weights[tap]! * input[start + index]!, 0),
    ),
  );
  expect([...weighRows(input, 2, length, (row) => pieces[row]!)]).toEqual(expected);
});

it('has room for large inputs, and for small ones after them', () => {
  const whole = { starts: Int32Array.of(0), weights: Float64Array.of(1) };
  for (const length of [3, 500_000, 3]) {
    const input = new Float64Array(length).fill(length);
    expect(weighRows(input, 1, length, () => whole)).toEqual(input);
  }
});
