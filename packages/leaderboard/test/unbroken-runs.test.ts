import { expect, test } from 'vitest';
import { unbrokenRuns } from '../page/unbroken-runs.ts';

test('a curve over time is broken where a bin has no score, and only there', () => {
  expect(unbrokenRuns([1, 0, 2])).toEqual([[0, 1, 2]]);
  expect(unbrokenRuns([null, 1, 2, null, null, 0, null])).toEqual([[1, 2], [5]]);
  expect(unbrokenRuns([null, null])).toEqual([]);
  expect(unbrokenRuns([])).toEqual([]);
});
