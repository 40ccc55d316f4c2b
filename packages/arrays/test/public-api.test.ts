import * as api from '@ventral/arrays';
import { expect, test } from 'vitest';

test('the public API', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "averageGroups",
      "averageRepetitions",
      "averageTimeBins",
      "averageWindows",
      "columnsVary",
      "coordinate",
      "countValues",
      "createAssembly",
      "decodeNpy",
      "decodeNpyValues",
      "dimensionSize",
      "encodeNpy",
      "encodeNpyHeader",
      "featureMatrix",
      "hasTime",
      "joinFeatures",
      "labelledStimuli",
      "matchStimuli",
      "nearestWindow",
      "parseNpyHeader",
      "readOneColumn",
      "readPredictableResponses",
      "readResponses",
      "requireRecordings",
      "selectAlong",
      "selectStimuli",
      "selectTimeBins",
      "splitTimeBins",
      "stimulusGroups",
      "transpose",
      "valuesVary",
      "widenHalves",
      "wordSpans",
    ]
  `);
});
