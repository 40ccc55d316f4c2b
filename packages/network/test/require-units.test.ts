import { expect, it } from 'vitest';
import { requireUnits } from '../src/require-units.ts';

const of = (shape: readonly (number | undefined)[]) => ({ name: 'scores', shape });

it.each([
  ['class', [4, 1], [0, 3]],
  ['unit', [2, 3], [5, 5]],
  ['unit', [], [0]],
  ['class', [undefined], [0, 1e6]],
] as const)('takes a %s of the layer %j: %j', (what, shape, asked) => {
  expect(() => requireUnits('net', of(shape), what, asked)).not.toThrow();
});

it.each([
  ['class', [4, 1], [0, 4], "There is no class 4: 'scores' of net has 4 classes.", '0 to 3, or a'],
  ['unit', [2, 3], [-1], "There is no unit -1: 'scores' of net has 6 units.", '0 to 5.'],
  ['unit', [2, 3], [0.5], "There is no unit 0.5: 'scores' of net has 6 units.", '0 to 5.'],
  [
    'class',
    [undefined],
    [2, -1],
    "There is no class -1: 'scores' of net counts its classes from 0.",
    'whole number from 0, or a',
  ],
  [
    'unit',
    [8, undefined],
    [-7],
    "There is no unit -7: 'scores' of net counts its units from 0.",
    'whole number from 0.',
  ],
] as const)('refuses a %s of the layer %j: %j', (what, shape, asked, message, hint) => {
  expect(() => requireUnits('net', of(shape), what, asked)).toThrow(
    expect.objectContaining({
      ...{ code: 'OPTION_INVALID', message },
      hint: expect.stringContaining(hint),
    }),
  );
});
