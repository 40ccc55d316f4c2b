import { createCountedMedian } from './counted-median.ts';
import { createMatrix, type Matrix } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { type RunOptions, yieldToEvents } from './run-options.ts';

/** What was correlated column by column in one split: predictions and measurements, or two halves. */
export interface CorrelatedSplit {
  /** Of each row, the index of its stimulus. */
  readonly stimuli: readonly number[];
  /** `rows x columns`. */
  readonly sides: readonly [Matrix, Matrix];
  /** What was made of each column; NaN where that is undefined, here and in every replicate. */
  readonly correlations: Float64Array;
}

/** How often each stimulus and neuroid was drawn. */
export interface DrawnCounts {
  /** `replicates x stimuli`. */
  readonly stimuli: Matrix<Uint8Array>;
  /**
   * `replicates x neuroids`.
   * @default neuroids are fixed
   */
  readonly neuroids?: Matrix<Uint8Array> | undefined;
  /**
   * Of each column, the index of its neuroid.
   * @default the columns are all neuroids
   */
  readonly columns?: readonly number[] | undefined;
}

/** A score in each replicate: other stimuli, and, where they are drawn, other neuroids, and both. */
export interface ReplicatedScore {
  readonly stimuli: Float64Array;
  readonly neuroids?: Float64Array;
  readonly all?: Float64Array;
}

// Products of about this many values are in memory at a time: 8 MB.
const blockSize = 2 ** 20;

/**
 * A score that is the median of Pearson's r over neuroids, on average over splits, over other draws of
 * stimuli and neuroids. Nothing is fitted again: what was predicted for a stimulus stays as it is, and
 * counts as often as the stimulus was drawn.
 *
 * All replicates of a split are a few matrix products: time grows with `replicates x rows x columns` of all
 * splits, memory with the largest split. NaN where no correlation is defined.
 *
 * @param transform of each r, such as Spearman and Brown's
 */
export async function resampleCorrelations(
  splits: readonly CorrelatedSplit[],
  { stimuli, neuroids, columns }: DrawnCounts,
  { transform, signal }: RunOptions & { readonly transform?: (r: number) => number } = {},
): Promise<ReplicatedScore> {
  const [replicates] = stimuli.shape;
  const width = splits[0]?.correlations.length ?? 0;
  const [medianOfStimuli, medianOfNeuroids, medianOfAll] = [0, 1, 2].map(() =>
    createCountedMedian(Math.max(width, neuroids?.shape[1] ?? 0)),
  ) as [CountedMedian, CountedMedian, CountedMedian];
  const counts = neuroids && countsOfColumns(neuroids, columns);
  const ofStimuli = createMeans(replicates);
  const ofNeuroids = createMeans(replicates);
  const ofAll = createMeans(replicates);
  const rs = new Float64Array(width);
  const drawn = new Uint8Array(width);
  for (const split of splits) {
    // In about the order that medians will find them in: processors guess well what comes next.
    const key = split.correlations.map((r) => (Number.isNaN(r) ? 2 : r));
    const order = Uint32Array.from(key.keys()).sort((a, b) => key[a]! - key[b]!);
    const correlations = Float64Array.from(order, (column) => split.correlations[column]!);
    const products = productsOf(split, order);
    const block = Math.max(1, Math.floor(blockSize / products.shape[1]));
    for (let from = 0; from < replicates; from += block) {
      await yieldToEvents(signal, 'drawing stimuli and neuroids again');
      const weights = weightsOf(stimuli, split.stimuli, from, Math.min(replicates, from + block));
      const sums = await multiply(weights, products);
      for (let row = 0; row < weights.shape[0]; row++) {
        correlationsOf(sums, row, correlations, rs);
        if (transform !== undefined) {
          for (let column = 0; column < width; column++) rs[column] = transform(rs[column]!);
        }
        ofStimuli.add(from + row, medianOfStimuli(rs));
        if (counts === undefined) continue;
        const first = (from + row) * width;
        for (let column = 0; column < width; column++) {
          drawn[column] = counts[first + order[column]!]!;
        }
        ofAll.add(from + row, medianOfAll(rs, drawn));
        ofNeuroids.add(from + row, medianOfNeuroids(correlations, drawn));
      }
    }
  }
  if (neuroids === undefined) return { stimuli: ofStimuli.values() };
  return { stimuli: ofStimuli.values(), neuroids: ofNeuroids.values(), all: ofAll.values() };
}

type CountedMedian = ReturnType<typeof createCountedMedian>;

/** How often each column was drawn: `replicates x columns`. */
function countsOfColumns(
  { shape: [replicates, width], values }: Matrix<Uint8Array>,
  columns: readonly number[] | undefined,
): Uint8Array {
  if (columns === undefined) return values;
  const counts = new Uint8Array(replicates * columns.length);
  for (let replicate = 0, cell = 0; replicate < replicates; replicate++) {
    for (const column of columns) counts[cell++] = values[replicate * width + column] as number;
  }
  return counts;
}

/**
 * One row a stimulus: 1, then x, y, x^2, y^2 and xy of each column. Columns are centred and scaled first,
 * so that sums of squares lose no digits.
 */
function productsOf({ sides, correlations, stimuli }: CorrelatedSplit, order: Uint32Array): Matrix {
  const [x, y] = sides.map((side) => standardized(side, correlations, order)) as [Matrix, Matrix];
  const [rows, columns] = [stimuli.length, correlations.length];
  const products = createMatrix([rows, 1 + 5 * columns]);
  const { values } = products;
  for (let row = 0, cell = 0, to = 0; row < rows; row++) {
    values[to++] = 1;
    for (let column = 0; column < columns; column++, cell++) {
      const [ofX, ofY] = [x.values[cell] as number, y.values[cell] as number];
      values[to++] = ofX;
      values[to++] = ofY;
      values[to++] = ofX * ofX;
      values[to++] = ofY * ofY;
      values[to++] = ofX * ofY;
    }
  }
  return products;
}

/** Columns in the given order; those without a correlation hold zeros: NaN would spread in the product. */
function standardized(
  { shape, values }: Matrix,
  correlations: Float64Array,
  order: Uint32Array,
): Matrix {
  const [rows, columns] = shape;
  const result = createMatrix([rows, columns]);
  for (const [to, column] of order.entries()) {
    if (Number.isNaN(correlations[column])) continue;
    let mean = 0;
    for (let row = 0; row < rows; row++) mean += values[row * columns + column]! / rows;
    let largest = 0;
    for (let row = 0; row < rows; row++) {
      const deviation = values[row * columns + column]! - mean;
      result.values[row * columns + to] = deviation;
      largest = Math.max(largest, Math.abs(deviation));
    }
    if (largest === 0) continue;
    for (let row = 0; row < rows; row++) result.values[row * columns + to]! /= largest;
  }
  return result;
}

/** How often the stimulus of each row was drawn, in some of the replicates. */
function weightsOf(
  { shape: [, stimulusCount], values }: Matrix<Uint8Array>,
  stimuli: readonly number[],
  from: number,
  to: number,
): Matrix {
  const width = stimuli.length;
  const weights = createMatrix([to - from, width]);
  const columns = Uint32Array.from(stimuli);
  for (let replicate = from, cell = 0; replicate < to; replicate++) {
    const first = replicate * stimulusCount;
    for (let index = 0; index < width; index++) {
      weights.values[cell++] = values[first + columns[index]!]!;
    }
  }
  return weights;
}

// A variance below this share of the squares is rounding.
const smallestVariance = 1e-12;

function correlationsOf(
  { shape: [, width], values }: Matrix,
  row: number,
  defined: Float64Array,
  rs: Float64Array,
): void {
  let at = row * width;
  const n = values[at++] as number;
  for (let column = 0; column < rs.length; column++) {
    const x = values[at++] as number;
    const y = values[at++] as number;
    const xx = values[at++] as number;
    const yy = values[at++] as number;
    const xy = values[at++] as number;
    const varianceX = n * xx - x * x;
    const varianceY = n * yy - y * y;
    const varies =
      varianceX > smallestVariance * n * xx &&
      varianceY > smallestVariance * n * yy &&
      !Number.isNaN(defined[column]);
    rs[column] = varies ? (n * xy - x * y) / Math.sqrt(varianceX * varianceY) : Number.NaN;
  }
}

/** Means that grow, of what is defined; NaN where nothing is. */
function createMeans(size: number) {
  const sums = new Float64Array(size);
  const counts = new Float64Array(size);
  return {
    add(index: number, value: number) {
      if (Number.isNaN(value)) return;
      sums[index]! += value;
      counts[index]! += 1;
    },
    values: () => sums.map((sum, index) => sum / counts[index]!),
  };
}
