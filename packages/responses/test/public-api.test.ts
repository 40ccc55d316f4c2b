import * as api from '@ventral/responses';
import { expect, test } from 'vitest';

test('the public API', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "compareParts",
      "fractionOption",
      "labelledStimuli",
      "matchStimuli",
      "partsOptions",
      "readPredictableResponses",
      "readResponses",
      "requireRecordings",
      "splitStimuli",
      "splitsOption",
      "stratificationOption",
    ]
  `);
});
