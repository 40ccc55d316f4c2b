import type { FeatureMatrix } from '@ventral/assembly';
import { VentralError } from '@ventral/errors';
import { blockWidth, type ColumnBlockOptions, readColumnBlocks } from './column-blocks.ts';
import { diagonalize } from './diagonalize.ts';
import { createMatrix, identityMatrix, type Matrix, rowRange, transpose } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { addScaled, scale, timesVector } from './matrix-vector.ts';
import { preparePredictors } from './predictors.ts';
import { tridiagonalize } from './tridiagonal.ts';

/** Settings of a principal component analysis. */
export interface PcaOptions extends ColumnBlockOptions {
  /** Number of components, from 1 to the smaller of stimuli and features. */
  readonly components: number;
}

/** The directions along which features vary most. */
export interface PrincipalComponents {
  /** Variance along each component (divided by stimuli - 1), largest first. */
  readonly explainedVariance: Float64Array;
  /** The same as a part of the variance of all features, in [0, 1]. */
  readonly explainedVarianceRatio: Float64Array;
  /** Coordinates of the fitted stimuli along the components: `stimuli x components`. */
  readonly scores: Matrix;
  /**
   * Coordinates of other stimuli along the components, `stimuli x components`; reads the fitted
   * features once more, next to the others.
   *
   * @throws VentralError `SHAPE_MISMATCH` for another number of features
   */
  transform(features: FeatureMatrix, options?: ColumnBlockOptions): Promise<Matrix>;
  /**
   * The directions themselves, a block of features at a time: orthonormal rows. A component without
   * variance has no direction: its row is 0.
   */
  readDirections(options?: ColumnBlockOptions): AsyncGenerator<DirectionBlock>;
}

/** The components' elements for neighbouring features. */
export interface DirectionBlock {
  /** Index of its first feature. */
  readonly start: number;
  /** `components x features` */
  readonly directions: Matrix;
  /** The mean of each feature over the fitted stimuli. */
  readonly means: Float64Array;
}

/**
 * Finds the principal components of features, as scikit-learn's `PCA(components)` does with a full
 * decomposition: the largest score of each component is positive.
 *
 * Method: eigenvectors of the products of features or of stimuli, whichever are fewer.
 * Reference: Jolliffe & Cadima (2016), https://doi.org/10.1098/rsta.2015.0202
 *
 * Time grows with `stimuli x features x m + 4 m^3`, memory with `stimuli x m` and one block of
 * columns, where `m` is the smaller of stimuli and features. Progress is in features.
 *
 * @throws VentralError `OPTION_INVALID` for more components than stimuli or features
 * @throws VentralError `SHAPE_MISMATCH` for fewer than 2 stimuli
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the stimulus and the feature
 * @throws VentralError `INTERRUPTED`
 */
export async function fitPrincipalComponents(
  features: FeatureMatrix,
  options: PcaOptions,
): Promise<PrincipalComponents> {
  const { components, signal } = options;
  const stimulusCount = features.stimulusIds.length;
  checkComponents(components, stimulusCount, features.featureCount);
  const { coordinates } = await preparePredictors(features, options);
  const gram = await multiply(coordinates, coordinates, { transposeA: true });
  const { diagonal, offDiagonal, rotate } = await tridiagonalize(gram, signal);
  const vectors = transpose(await rotate(identityMatrix(gram.rows)));
  const eigenvalues = await diagonalize(diagonal, offDiagonal, vectors, signal);
  const order = [...eigenvalues.keys()].sort((a, b) => eigenvalues[b]! - eigenvalues[a]!);

  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  const negligible = gram.rows * Number.EPSILON * eigenvalues[order[0]!]!;
  const largest = Float64Array.from(order.slice(0, components), (index) => eigenvalues[index]!);
  const scores = createMatrix(components, stimulusCount);
  // Products with the features turn these into directions.
  const weights = createMatrix(components, stimulusCount);
  for (const [component, eigenvalue] of largest.entries()) {
    const vector = rowRange(vectors, order[component]!, order[component]! + 1).values;
    const score = timesVector(coordinates, vector);
    const signed = scale(score, Math.sign(largestElement(score)));
    scores.values.set(signed, component * stimulusCount);
    const inverse = eigenvalue > negligible ? 1 / eigenvalue : 0;
    weights.values.set(scale(signed, inverse), component * stimulusCount);
  }

  async function* readDirections(
    blockOptions: ColumnBlockOptions = {},
    width?: number,
  ): AsyncGenerator<DirectionBlock> {
    for await (const { start, centered, means } of readColumnBlocks(
      features,
      blockOptions,
      width,
    )) {
      yield { start, directions: await multiply(weights, centered), means };
    }
  }

  return {
    explainedVariance: largest.map((value) => Math.max(0, value) / (stimulusCount - 1)),
    explainedVarianceRatio: largest.map((value) => Math.max(0, value) / total),
    scores: transpose(scores),
    readDirections,
    async transform(others, blockOptions = {}) {
      if (others.featureCount !== features.featureCount) {
        throw new VentralError(
          'SHAPE_MISMATCH',
          `Principal components of ${features.featureCount} features do not go with ` +
            `${others.featureCount} features.`,
        );
      }
      const rows = others.stimulusIds.length;
      const width = blockWidth(Math.max(rows, stimulusCount), blockOptions);
      const fitted = readDirections(blockOptions, width);
      const result = createMatrix(rows, components);
      for await (const { centered, means } of readColumnBlocks(others, blockOptions, width)) {
        const { directions, means: fittedMeans } = (await fitted.next()).value as DirectionBlock;
        const projected = await multiply(centered, directions, { transposeB: true });
        const offsets = timesVector(
          directions,
          means.map((mean, feature) => mean - fittedMeans[feature]!),
        );
        for (let row = 0; row < rows; row++) {
          const target = rowRange(result, row, row + 1).values;
          addScaled(target, 1, rowRange(projected, row, row + 1).values);
          addScaled(target, 1, offsets);
        }
      }
      return result;
    },
  };
}

function largestElement(values: Float64Array): number {
  return values.reduce((largest, value) => (Math.abs(value) > Math.abs(largest) ? value : largest));
}

function checkComponents(components: number, stimulusCount: number, featureCount: number): void {
  if (stimulusCount < 2) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Principal components need 2 stimuli, not ${stimulusCount}.`,
    );
  }
  const most = Math.min(stimulusCount, featureCount);
  if (Number.isInteger(components) && components >= 1 && components <= most) return;
  throw new VentralError(
    'OPTION_INVALID',
    `${stimulusCount} stimuli x ${featureCount} features have no ${components} principal components.`,
    { hint: `Give a whole number from 1 to ${most}.` },
  );
}
