import { allRows, checkTargets, trainingProducts } from './fold.ts';
import {
  columnMeans,
  createMatrix,
  type Matrix,
  rowRange,
  selectRows,
  subtractFromRows,
} from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import type { Predictors } from './predictors.ts';
import { type RunOptions, yieldToEvents } from './run-options.ts';
import type { Split } from './split.ts';

/**
 * The normal equations of one split.
 *
 * With `X` and `Y` the training rows of coordinates and targets, centred on their means: `gram` is
 * `X'X` and `right` is `X'Y` where coordinates are fewer than training rows; otherwise `gram` is
 * `XX'` and `right` is `Y`. Either way, the test rows are predicted as
 * `test (gram + alpha I)^-1 right + means` by ridge regression, and by least squares with alpha 0.
 */
export interface FoldSystem {
  readonly split: Split;
  /** Which of the two: `X'X`, `coordinates x coordinates`, or `XX'`, `train rows x train rows`. */
  readonly form: 'coordinates' | 'stimuli';
  readonly gram: Matrix;
  /** `rows of the Gram matrix x targets` */
  readonly right: Matrix;
  /** `test rows x rows of the Gram matrix` */
  readonly test: Matrix;
  /** The mean of each target over the training rows. */
  readonly means: Float64Array;
  /**
   * Of `XX'`: its eigenvalue along the vector of ones. It would be 0; as centred rows have no part
   * along that vector, another value changes no prediction and spares the solver a singular matrix.
   */
  readonly constantEigenvalue: number;
}

/**
 * The systems of all splits, one after the other; products over all stimuli are computed once.
 *
 * Progress is in splits.
 *
 * @param targets `stimuli x targets`
 * @throws VentralError `SHAPE_MISMATCH` or `RESPONSES_INVALID` for targets or splits that do not fit
 * @throws VentralError `INTERRUPTED`
 */
export async function* foldSystems(
  { coordinates }: Predictors,
  targets: Matrix,
  splits: readonly Split[],
  { signal, onProgress }: RunOptions,
): AsyncGenerator<FoldSystem> {
  checkTargets(coordinates.shape[0], targets, splits);
  const centered = subtractFromRows(targets, columnMeans(targets));
  const fewCoordinates = splits.every(({ train }) => coordinates.shape[1] < train.length);
  const transposes = fewCoordinates ? { transposeA: true } : { transposeB: true };
  const gram = await multiply(coordinates, coordinates, transposes);
  const covariance = await multiply(coordinates, centered, { transposeA: true });
  for (const [index, split] of splits.entries()) {
    await yieldToEvents(signal, `fitting split ${index} of ${splits.length}`);
    const means = columnMeans(selectRows(targets, split.train));
    yield fewCoordinates
      ? {
          split,
          form: 'coordinates',
          gram: await trainingProducts(coordinates, coordinates, gram, split.train),
          right: await trainingProducts(coordinates, centered, covariance, split.train),
          test: subtractFromRows(
            selectRows(coordinates, split.test),
            columnMeans(selectRows(coordinates, split.train)),
          ),
          means,
          constantEigenvalue: 0,
        }
      : {
          split,
          form: 'stimuli',
          ...centerGram(gram, split),
          right: subtractFromRows(selectRows(targets, split.train), means),
          means,
        };
    onProgress?.(index + 1, splits.length);
  }
}

/** Products of the rows of one split after the mean of its training rows is subtracted from all. */
function centerGram(
  gram: Matrix,
  { train, test }: Split,
): Pick<FoldSystem, 'gram' | 'test' | 'constantEigenvalue'> {
  const trained = selectBoth(gram, train, train);
  const tested = selectBoth(gram, test, train);
  const means = columnMeans(trained);
  const grandMean = columnMeans({ shape: [means.length, 1], values: means })[0]!;
  for (const matrix of [tested, trained]) {
    const [rows] = matrix.shape;
    for (let row = 0; row < rows; row++) {
      const { values } = rowRange(matrix, row, row + 1);
      const rowMean = columnMeans({ shape: [values.length, 1], values })[0]!;
      for (let column = 0; column < values.length; column++) {
        values[column]! += grandMean - rowMean - means[column]!;
      }
    }
  }
  let trace = 0;
  for (let row = 0; row < train.length; row++) trace += trained.values[row * (train.length + 1)]!;
  const constantEigenvalue = trace / train.length;
  const shift = constantEigenvalue / train.length;
  for (let cell = 0; cell < trained.values.length; cell++) trained.values[cell]! += shift;
  return { gram: trained, test: tested, constantEigenvalue };
}

/** The system without coordinates that are constant on the training rows: nothing depends on them. */
export function dropConstants(system: FoldSystem): FoldSystem {
  const { gram, right, test } = system;
  const [size] = gram.shape;
  const variation = allRows(size).map((row) => gram.values[row * (size + 1)]!);
  const negligible = size * Number.EPSILON * variation.reduce((a, b) => Math.max(a, b), 0);
  const kept = allRows(size).filter((row) => variation[row]! > negligible);
  if (kept.length === size) return system;
  return {
    ...system,
    gram: selectBoth(gram, kept, kept),
    right: selectRows(right, kept),
    test: selectBoth(test, allRows(test.shape[0]), kept),
  };
}

function selectBoth(matrix: Matrix, rows: readonly number[], columns: readonly number[]): Matrix {
  const selected = createMatrix([rows.length, columns.length]);
  let cell = 0;
  for (const row of rows) {
    const offset = row * matrix.shape[1];
    for (const column of columns) selected.values[cell++] = matrix.values[offset + column]!;
  }
  return selected;
}
