import * as api from '@ventral/brainio';
import { expect, test } from 'vitest';

test('the public API', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "averageRepetition",
      "brainioFile",
      "brainioPart",
      "defineBrainioDataset",
      "defineTextDataset",
      "fetchStimulusSet",
      "mergeStimuli",
      "openAssembly",
      "readRegion",
      "readStimulusSet",
      "textStimuli",
    ]
  `);
});
