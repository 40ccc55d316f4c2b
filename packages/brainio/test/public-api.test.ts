import * as api from '@ventral/brainio';
import { expect, test } from 'vitest';

test('the public API', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "averageRepetition",
      "averageTimeBins",
      "brainioFile",
      "mergeStimuli",
      "openAssembly",
      "readStimulusSet",
      "selectTimeBins",
    ]
  `);
});
