import * as api from '@ventral/gradients';
import { expect, it } from 'vitest';

it('exports exactly these values', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "createGraphWriter",
      "crossEntropy",
      "differentiate",
      "findValueSizes",
      "meanSquaredError",
      "namesIn",
      "openGradient",
      "pearsonLoss",
      "softmaxCrossEntropy",
      "squaredNorm",
      "sumOf",
      "typeCodes",
      "weightedSum",
    ]
  `);
});
