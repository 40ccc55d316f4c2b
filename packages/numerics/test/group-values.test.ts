import { groupValues } from '@ventral/numerics';
import { expect, it } from 'vitest';

it('takes the mean over all values of groups, as often as they count', () => {
  const { ids, meanOf } = groupValues(['b', 'a', 'b', 'b'], [1, 10, 2, 6]);
  expect(ids).toEqual(['b', 'a']);
  expect(meanOf([1, 1])).toBe(19 / 4);
  expect(meanOf([2, 0])).toBe(3);
  expect(meanOf([1, 3])).toBe(39 / 6);
  expect(meanOf([0, 0])).toBeNaN();
});
