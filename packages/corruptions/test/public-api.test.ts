import * as api from '@ventral/corruptions';
import { expect, test } from 'vitest';

test('the public API', () => {
  expect(Object.keys(api).sort()).toEqual([
    'corrupt',
    'corruptionGroups',
    'corruptions',
    'frostFiles',
    'imageSeed',
    'loadFrostPhotographs',
    'severities',
  ]);
});
