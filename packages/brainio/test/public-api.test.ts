import * as api from '@ventral/brainio';
import { expect, test } from 'vitest';

test('the public API', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "averageRepetition",
      "averageTimeBins",
      "brainioFile",
      "brainioPart",
      "defineBrainioDataset",
      "fetchStimulusSet",
      "mergeStimuli",
      "openAssembly",
      "readRegion",
      "readStimulusSet",
      "selectTimeBins",
    ]
  `);
});
