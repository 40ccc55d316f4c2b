import { expect, test } from 'vitest';
import { fileNames } from '../src/control/file-names.ts';

test('each target has a file of its own, on every system', () => {
  const nameOf = fileNames();
  const targets = ['a/b', 'a b', 'A_b', 'a_b_2', 'site.1'];
  expect(targets.map(nameOf)).toEqual(['a_b', 'a_b_2', 'A_b_3', 'a_b_2_2', 'site.1']);
  const long = 'x'.repeat(400);
  const [first, second] = [nameOf(long), nameOf(`${long}y`)];
  expect(first).not.toBe(second);
  expect(`${second}-0.png`.length).toBeLessThan(255);
});
