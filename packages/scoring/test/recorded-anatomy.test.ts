import { expect, it } from 'vitest';
import { recordAnatomy } from '../src/recorded-anatomy.ts';

const counts = {
  ...{ parameters: 100, weightedLayers: 4, depth: 3, connections: 5, skips: 1 },
  ...{ recurrentOperators: 0, reusedWeights: 0, mostUses: 1 },
};
const depths = new Map([
  ['early', 1],
  ['middle', 2],
  ['late', 3],
]);

it('the areas of a network are in the order of their depth, whatever they are called', () => {
  const committed = [
    ['IT', ['late']],
    ['V1', ['middle']],
    ['V4', ['early']],
  ] as const;
  const anatomy = recordAnatomy({ ...counts, depths }, committed);
  expect(anatomy).toEqual({ ...counts, areas: { V4: 1, V1: 2, IT: 3 } });
  expect(Object.keys(anatomy.areas)).toEqual(['V4', 'V1', 'IT']);
});

it('an area of several layers is as deep as the deepest; one of unknown layers has no depth', () => {
  const committed = [
    ['V2', ['late', 'early']],
    ['IT', ['gone']],
  ] as const;
  expect(recordAnatomy({ ...counts, depths }, committed).areas).toEqual({ V2: 3 });
});
