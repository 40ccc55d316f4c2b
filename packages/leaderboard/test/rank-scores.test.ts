import { expect, it } from 'vitest';
import { placesInOrder } from '../src/rank-scores.ts';

it('sorts what is missing last in both directions, and keeps the order of equals', () => {
  const values = [0.2, null, 0.5, 0.2, null];
  expect(placesInOrder(values, 'ascending')).toEqual([0, 3, 2, 1, 4]);
  expect(placesInOrder(values, 'descending')).toEqual([2, 0, 3, 1, 4]);
});
