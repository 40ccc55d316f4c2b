import * as api from '@ventral/gradients';
import { expect, it } from 'vitest';

it('exports exactly these values', () => {
  expect(Object.keys(api).sort()).toMatchInlineSnapshot(`
    [
      "addSaliency",
      "createGraphWriter",
      "crossEntropy",
      "differentiate",
      "findValueSizes",
      "harmonizer",
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
