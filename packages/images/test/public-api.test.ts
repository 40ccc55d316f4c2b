import * as api from '@ventral/images';
import { expect, test } from 'vitest';

test('the public API', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "checkRgbImage",
      "cropCentre",
      "decodeImage",
      "encodeJpeg",
      "encodePng",
      "fitToInput",
      "fittedPart",
      "heatPicture",
      "parsePreprocessing",
      "placeImageOnScreen",
      "placeOnScreen",
      "preprocess",
      "preprocessings",
      "requireFit",
      "resizeFilters",
      "resizeImage",
      "resizeShorterSide",
      "roundHalfEven",
    ]
  `);
});
