import * as api from '@ventral/gradients';
import { expect, it } from 'vitest';

it('exports exactly these values', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "createGraphWriter",
      "crossEntropy",
      "differentiate",
      "findValueSizes",
      "linearCka",
      "logOneMinusCka",
      "meanSquaredError",
      "namesIn",
      "openGradient",
      "pearsonLoss",
      "representationalSimilarity",
      "softmaxCrossEntropy",
      "squaredNorm",
      "sumOf",
      "typeCodes",
      "weightedSum",
    ]
  `);
});
