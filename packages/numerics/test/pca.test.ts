import { readFileSync } from 'node:fs';
import { isVentralError } from '@ventral/errors';
import {
  createMatrix,
  fitPrincipalComponents,
  type Matrix,
  multiply,
  type PrincipalComponents,
  selectRows,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { identityMatrix } from '../src/matrix.ts';
import { expectClose, featuresOf, matrixOf, randomMatrix, range, spreadOut } from './matrices.ts';

// scikit-learn 1.2.1, PCA(5).
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/pca.json', import.meta.url), 'utf8'),
) as {
  readonly X: readonly number[][];
  readonly mean: readonly number[];
  readonly components: readonly number[][];
  readonly explained_variance: readonly number[];
  readonly explained_variance_ratio: readonly number[];
  readonly transform_first3: readonly number[][];
};

const features = matrixOf(golden.X);

/** All directions, put together from blocks. */
async function directionsOf(pca: PrincipalComponents, columns: number, blockBytes = 2 ** 20) {
  const rows = pca.explainedVariance.length;
  const all = createMatrix([rows, columns]);
  for await (const { start, directions } of pca.readDirections({ blockBytes })) {
    for (let row = 0; row < rows; row++) {
      const block = directions.values.subarray(
        row * directions.shape[1],
        (row + 1) * directions.shape[1],
      );
      all.values.set(block, row * columns + start);
    }
  }
  return all;
}

function expectSameUpToSign(actual: Matrix, expected: Matrix, tolerance: number) {
  for (let row = 0; row < expected.shape[0]; row++) {
    const a = selectRows(actual, [row]).values;
    const b = selectRows(expected, [row]).values;
    const sign = Math.sign(a.reduce((sum, value, index) => sum + value * (b[index] as number), 0));
    expectClose(
      a.map((value) => sign * value),
      b,
      tolerance,
    );
  }
}

describe('principal components are those of scikit-learn', () => {
  it('from fewer features than stimuli', async () => {
    const pca = await fitPrincipalComponents(featuresOf(features), { components: 5 });
    expectClose(pca.explainedVariance, golden.explained_variance, 1e-8);
    expectClose(pca.explainedVarianceRatio, golden.explained_variance_ratio, 1e-8);
    const expected = matrixOf(golden.components);
    expectSameUpToSign(await directionsOf(pca, 40), expected, 1e-8);
    const first = selectRows(pca.scores, [0, 1, 2]);
    expectClose(first.values.map(Math.abs), golden.transform_first3.flat().map(Math.abs), 1e-8);
  });

  it('from more features than stimuli', async () => {
    const pca = await fitPrincipalComponents(featuresOf(spreadOut(features, 90)), {
      components: 5,
    });
    expectClose(pca.explainedVariance, golden.explained_variance, 1e-8);
    expectClose(pca.explainedVarianceRatio, golden.explained_variance_ratio, 1e-8);
    const first = selectRows(pca.scores, [0, 1, 2]);
    expectClose(first.values.map(Math.abs), golden.transform_first3.flat().map(Math.abs), 1e-8);
    const directions = await directionsOf(pca, 90);
    expectSameUpToSign(directions, spreadOut(matrixOf(golden.components), 90), 1e-8);
    const products = await multiply(directions, directions, { transposeB: true });
    expectClose(products.values, identityMatrix(5).values, 1e-10);
  });
});

describe.each([
  ['fewer', 40],
  ['more', 90],
])('of %s features than stimuli', (_, columns) => {
  const wide = spreadOut(features, columns);

  it('transform the fitted stimuli into their scores, and others alike, in blocks', async () => {
    const pca = await fitPrincipalComponents(featuresOf(wide), { components: 6 });
    const again = await pca.transform(featuresOf(wide), { blockBytes: 8 * 60 * 7 });
    expectClose(again.values, pca.scores.values, 1e-10);
    const others = randomMatrix(200, columns, 3);
    const whole = await pca.transform(featuresOf(others));
    const blocks = await pca.transform(featuresOf(others), { blockBytes: 8 * 200 * 9 });
    expectClose(blocks.values, whole.values, 1e-10);
    const directions = await directionsOf(pca, columns);
    const means = (await pca.readDirections().next()).value?.means as Float64Array;
    const centered = others.values.map((value, cell) => value - (means[cell % columns] as number));
    const expected = await multiply(createMatrix([200, columns], centered), directions, {
      transposeB: true,
    });
    expectClose(whole.values, expected.values, 1e-9);
  });

  it('of which the largest score is positive', async () => {
    const { scores } = await fitPrincipalComponents(featuresOf(wide), { components: 6 });
    for (let component = 0; component < 6; component++) {
      const values = range(0, 60).map((row) => scores.values[row * 6 + component] as number);
      expect(Math.max(...values)).toBe(Math.max(...values.map(Math.abs)));
    }
  });
});

it('a component without variance is 0', async () => {
  const flat = await multiply(randomMatrix(20, 2, 1), randomMatrix(2, 30, 2));
  const pca = await fitPrincipalComponents(featuresOf(flat), { components: 4 });
  expectClose(pca.explainedVarianceRatio.subarray(2), [0, 0], 1e-14);
  const directions = await directionsOf(pca, 30);
  expect([...directions.values.subarray(60)]).toEqual(new Array(60).fill(0));
});

describe('are refused', () => {
  it.each([0, 1.5, 41])('for %d components of 60 stimuli x 40 features', async (components) => {
    await expect(fitPrincipalComponents(featuresOf(features), { components })).rejects.toSatisfy(
      (error) => isVentralError(error, 'OPTION_INVALID'),
    );
  });

  it('for one stimulus, and for another number of features', async () => {
    await expect(
      fitPrincipalComponents(featuresOf(randomMatrix(1, 9, 1)), { components: 1 }),
    ).rejects.toSatisfy((error) => isVentralError(error, 'SHAPE_MISMATCH'));
    const pca = await fitPrincipalComponents(featuresOf(features), { components: 2 });
    await expect(pca.transform(featuresOf(randomMatrix(3, 39, 1)))).rejects.toSatisfy((error) =>
      isVentralError(error, 'SHAPE_MISMATCH'),
    );
  });
});
