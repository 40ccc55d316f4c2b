import type { FeatureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import {
  blockWidth,
  type ColumnBlock,
  type ColumnBlockOptions,
  readColumnBlocks,
} from './column-blocks.ts';
import { diagonalize } from './diagonalize.ts';
import {
  createMatrix,
  identityMatrix,
  type Matrix,
  rowRange,
  subtractFromRows,
  transposeMatrix,
} from './matrix.ts';
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
  const { variations, total, scores, weights } = await decompose(coordinates, components, signal);

  async function* readDirections(
    blockOptions: ColumnBlockOptions = {},
    width?: number,
  ): AsyncGenerator<DirectionBlock> {
    const blocks = readColumnBlocks(features, blockOptions, width);
    for await (const { start, centered, means } of blocks) {
      yield { start, directions: await multiply(weights, centered), means };
    }
  }

  return {
    explainedVariance: variations.map((variation) => variation / (stimulusCount - 1)),
    explainedVarianceRatio: variations.map((variation) => variation / total),
    scores: transposeMatrix(scores),
    readDirections,
    async transform(others, blockOptions = {}) {
      if (others.featureCount !== features.featureCount) {
        throw new VentralError(
          'SHAPE_MISMATCH',
          `Principal components of ${features.featureCount} features do not go with ` +
            `${others.featureCount} features.`,
        );
      }
      const rows = Math.max(stimulusCount, others.stimulusIds.length);
      const width = blockWidth(rows, blockOptions);
      const directions = readDirections(blockOptions, width);
      return project(readColumnBlocks(others, blockOptions, width), directions);
    },
  };
}

/** The components of the rows of a matrix whose columns are centred. */
async function decompose(
  coordinates: Matrix,
  components: number,
  signal: AbortSignal | undefined,
): Promise<{
  /** Sums of squares along each component, largest first. */
  variations: Float64Array;
  /** Sum of squares along all components. */
  total: number;
  /** `components x stimuli` */
  scores: Matrix;
  /** `components x stimuli`; times the centred features, they make the directions. */
  weights: Matrix;
}> {
  const gram = await multiply(coordinates, coordinates, { transposeA: true });
  const { diagonal, offDiagonal, rotate } = await tridiagonalize(gram, signal);
  const [stimuli, size] = coordinates.shape;
  const vectors = transposeMatrix(await rotate(identityMatrix(size)));
  const eigenvalues = await diagonalize(diagonal, offDiagonal, vectors, signal);
  const order = [...eigenvalues.keys()].sort((a, b) => eigenvalues[b]! - eigenvalues[a]!);
  const negligible = size * Number.EPSILON * eigenvalues[order[0]!]!;
  const variations = new Float64Array(components);
  const scores = createMatrix([components, stimuli]);
  const weights = createMatrix([components, stimuli]);
  for (const [component, index] of order.slice(0, components).entries()) {
    const eigenvalue = eigenvalues[index]!;
    variations[component] = Math.max(0, eigenvalue);
    const score = timesVector(coordinates, rowRange(vectors, index, index + 1).values);
    const signed = scale(score, Math.sign(largestElement(score)));
    scores.values.set(signed, component * stimuli);
    const inverse = eigenvalue > negligible ? 1 / eigenvalue : 0;
    weights.values.set(scale(signed, inverse), component * stimuli);
  }
  return { variations, total: eigenvalues.reduce((a, b) => a + b), scores, weights };
}

/** Coordinates along directions, added up over blocks of the same features. */
async function project(
  blocks: AsyncGenerator<ColumnBlock>,
  directionBlocks: AsyncGenerator<DirectionBlock>,
): Promise<Matrix> {
  let sum: Matrix | undefined;
  for await (const { directions, means: fittedMeans } of directionBlocks) {
    const { centered, means } = (await blocks.next()).value as ColumnBlock;
    const shift = fittedMeans.map((mean, feature) => mean - means[feature]!);
    const offsets = timesVector(directions, shift);
    const products = await multiply(centered, directions, { transposeB: true });
    const shifted = subtractFromRows(products, offsets);
    if (sum === undefined) sum = shifted;
    else addScaled(sum.values, 1, shifted.values);
  }
  return sum as Matrix;
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
