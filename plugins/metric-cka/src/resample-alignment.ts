import type { Responses } from '@ventral/arrays';
import type { Resampling } from '@ventral/core';
import { createMatrix, type Matrix, multiply, yieldToEvents } from '@ventral/numerics';
import { alignmentOf, type Estimate, withoutUnit } from './kernel-alignment.ts';

/** What is aligned. */
export interface Aligned {
  /** Gram matrices of features and of responses, `stimuli x stimuli`. */
  readonly modelled: Matrix;
  readonly measured: Matrix;
  readonly responses: Responses;
  readonly estimate: Estimate;
  /**
   * The score, where it is not the alignment of all stimuli: replicates are moved by the difference.
   * @default the alignment of all stimuli
   */
  readonly value?: number;
}

/**
 * Draws stimuli and neuroids of an alignment again, each alone.
 *
 * A stimulus drawn twice counts twice, in each pair with another one; that it is like itself says nothing,
 * and would make everything look more alike: two copies are no pair. A neuroid drawn twice adds twice to
 * what stimuli have in common; its likeness to itself counts once a draw, as that of another neuroid would.
 * With each once both are the score, of the unbiased estimate a weighted mean over distinct stimuli.
 *
 * All replicates of stimuli are eight products of `replicates x stimuli` with `stimuli x stimuli`. Both at
 * once would take as many for each neuroid and is left out.
 */
export function alignmentResampling({
  modelled,
  measured,
  responses,
  estimate,
  value,
}: Aligned): Resampling {
  const { stimulusIds, neuroidIds } = responses;
  return {
    units: { stimuli: { ids: stimulusIds }, neuroids: { ids: neuroidIds.map(String) } },
    async replicate(plan, { signal }) {
      const once = (size: number) => ({
        shape: [1, size] as const,
        values: new Uint8Array(size).fill(1),
      });
      const [x, y] = [withoutUnit(modelled), withoutUnit(measured)];
      const drawStimuli = (counts: Matrix<Uint8Array>) =>
        alignStimuli(x, y, counts, estimate, signal);
      const own = value === undefined ? 0 : (await drawStimuli(once(stimulusIds.length)))[0]!;
      const moved = (drawn: Float64Array) =>
        value === undefined ? drawn : drawn.map((one) => one - own + value);
      const stimuli = moved(await drawStimuli(plan.counts('stimuli')));
      const neuroids = moved(await alignNeuroids(x, responses, plan.counts('neuroids'), estimate));
      return { stimuli, neuroids };
    },
  };
}

/** The alignment of stimuli that count several times, or not at all: one for each row of counts. */
export async function alignStimuli(
  x: Matrix,
  y: Matrix,
  { shape, values }: Matrix<Uint8Array>,
  estimate: Estimate,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const weights = createMatrix(shape, Float64Array.from(values));
  const sumsOf = new Map<Matrix, Matrix>();
  for (const gram of [x, y]) sumsOf.set(gram, await multiply(weights, gram));
  const products = createMatrix(x.shape);
  const hsic = estimate === 'unbiased' ? drawUnbiasedHsic : drawBiasedHsic;
  const hsics: Float64Array[] = [];
  for (const [a, b] of [
    [x, y],
    [x, x],
    [y, y],
  ] as const) {
    await yieldToEvents(signal, 'drawing stimuli again');
    for (let cell = 0; cell < products.values.length; cell++) {
      products.values[cell] = a.values[cell]! * b.values[cell]!;
    }
    const sums = [sumsOf.get(a) as Matrix, sumsOf.get(b) as Matrix] as const;
    hsics.push(await hsic([a, b], sums, products, weights));
  }
  const [xy, xx, yy] = hsics as [Float64Array, Float64Array, Float64Array];
  return xy.map((cross, replicate) => alignmentOf(cross, xx[replicate]!, yy[replicate]!, estimate));
}

type Pair = readonly [Matrix, Matrix];

/**
 * The unbiased estimate as a mean over two, three and four distinct stimuli, each of which counts as often
 * as its stimuli together.
 */
async function drawUnbiasedHsic(
  [x, y]: Pair,
  [sumsX, sumsY]: Pair,
  products: Matrix,
  weights: Matrix,
): Promise<Float64Array> {
  const [replicates, size] = weights.shape;
  // Without what a stimulus has in common with itself.
  for (let row = 0; row < size; row++) products.values[row * (size + 1)] = 0;
  const squares = createMatrix(
    weights.shape,
    weights.values.map((weight) => weight ** 2),
  );
  const [once, twice] = [await multiply(weights, products), await multiply(squares, products)];
  return Float64Array.from({ length: replicates }, (_, replicate) => {
    let [n, p2, p3, p4] = [0, 0, 0, 0];
    let [pairs, shared, sharedTwice] = [0, 0, 0];
    let [totalX, totalY, sums, sumsTwice] = [0, 0, 0, 0];
    for (let row = 0, cell = replicate * size; row < size; row++, cell++) {
      const weight = weights.values[cell]!;
      if (weight === 0) continue;
      const own = row * (size + 1);
      const sumX = sumsX.values[cell]! - weight * x.values[own]!;
      const sumY = sumsY.values[cell]! - weight * y.values[own]!;
      n += weight;
      p2 += weight ** 2;
      p3 += weight ** 3;
      p4 += weight ** 4;
      pairs += weight * once.values[cell]!;
      shared += weight * twice.values[cell]!;
      sharedTwice += weight ** 2 * twice.values[cell]!;
      totalX += weight * sumX;
      totalY += weight * sumY;
      sums += weight * sumX * sumY;
      sumsTwice += weight ** 2 * sumX * sumY;
    }
    const ofThree = n ** 3 - 3 * n * p2 + 2 * p3;
    const ofFour = n ** 4 - 6 * n ** 2 * p2 + 3 * p2 ** 2 + 8 * n * p3 - 6 * p4;
    return (
      pairs / (n ** 2 - p2) +
      (totalX * totalY - 4 * sumsTwice + 2 * sharedTwice) / ofFour -
      (2 * (sums - shared)) / ofThree
    );
  });
}

/**
 * The biased estimate: Gram matrices are centred on the means of what was drawn; what a stimulus has in
 * common with itself counts once a draw.
 */
async function drawBiasedHsic(
  [x, y]: Pair,
  [sumsX, sumsY]: Pair,
  products: Matrix,
  weights: Matrix,
): Promise<Float64Array> {
  const [replicates, size] = weights.shape;
  const once = await multiply(weights, products);
  return Float64Array.from({ length: replicates }, (_, replicate) => {
    const from = replicate * size;
    let [n, p2, all, sums, totalX, totalY] = [0, 0, 0, 0, 0, 0];
    for (let row = 0, cell = from; row < size; row++, cell++) {
      const weight = weights.values[cell]!;
      n += weight;
      p2 += weight ** 2;
      all += weight * once.values[cell]!;
      sums += weight * sumsX.values[cell]! * sumsY.values[cell]!;
      totalX += weight * sumsX.values[cell]!;
      totalY += weight * sumsY.values[cell]!;
    }
    const [meanX, meanY] = [totalX / n ** 2, totalY / n ** 2];
    const centered = all - (2 * sums) / n + n ** 2 * meanX * meanY;
    let [own, ownTwice] = [0, 0];
    for (let row = 0, cell = from; row < size; row++, cell++) {
      const weight = weights.values[cell]!;
      const ofX = x.values[row * (size + 1)]! - (2 * sumsX.values[cell]!) / n + meanX;
      const ofY = y.values[row * (size + 1)]! - (2 * sumsY.values[cell]!) / n + meanY;
      own += weight * ofX * ofY;
      ownTwice += weight ** 2 * ofX * ofY;
    }
    return ((centered - ownTwice) * n * (n - 1)) / (n ** 2 - p2) + own;
  });
}

/** The alignment with neuroids that count several times, or not at all: one for each row of counts. */
export async function alignNeuroids(
  x: Matrix,
  responses: Responses,
  { shape: [replicates, count], values: counts }: Matrix<Uint8Array>,
  estimate: Estimate,
): Promise<Float64Array> {
  const y = centeredColumns(responses);
  const hsic = estimate === 'unbiased' ? unbiasedHsics : biasedHsics;
  const { cross, own, mutual } = await hsic(x, y);
  const weights = createMatrix([replicates, count], Float64Array.from(counts));
  const sums = await multiply(weights, mutual);
  return Float64Array.from({ length: replicates }, (_, replicate) => {
    let [n, p2, ofBoth, selves, selvesTwice, pairs] = [0, 0, 0, 0, 0, 0];
    for (let neuroid = 0, cell = replicate * count; neuroid < count; neuroid++, cell++) {
      const weight = weights.values[cell]!;
      const self = mutual.values[neuroid * (count + 1)]!;
      n += weight;
      p2 += weight ** 2;
      ofBoth += weight * cross[neuroid]!;
      pairs += weight * sums.values[cell]!;
      selves += weight * self;
      selvesTwice += weight ** 2 * self;
    }
    // Of one neuroid, however often it was drawn, nothing is known of two.
    const distinct = n ** 2 === p2 ? 0 : ((pairs - selvesTwice) * n * (n - 1)) / (n ** 2 - p2);
    return alignmentOf(ofBoth, own, distinct + selves, estimate);
  });
}

/** What single neuroids have in common with the features, and with each other, up to one factor. */
interface NeuroidHsics {
  /** One a neuroid. */
  readonly cross: Float64Array;
  /** Of the features with themselves. */
  readonly own: number;
  /** `neuroids x neuroids`. */
  readonly mutual: Matrix;
}

/** @param y columns are centred */
async function unbiasedHsics(x: Matrix, y: Matrix): Promise<NeuroidHsics> {
  const [size, neuroids] = y.shape;
  const hollow = createMatrix(x.shape, x.values.slice());
  for (let row = 0; row < size; row++) hollow.values[row * (size + 1)] = 0;
  const sums = new Float64Array(size);
  for (const [cell, value] of hollow.values.entries()) sums[cell % size]! += value;
  const total = sums.reduce((all, sum) => all + sum, 0);
  const squares = createMatrix(
    y.shape,
    y.values.map((value) => value ** 2),
  );
  const norms = new Float64Array(neuroids);
  for (const [cell, value] of squares.values.entries()) norms[cell % neuroids]! += value;
  const [ofTotals, ofSums] = [1 / ((size - 1) * (size - 2)), 2 / (size - 2)];

  // The products of a neuroid with itself have the row sums -y^2, since it is centred.
  const projected = await multiply(hollow, y);
  const cross = new Float64Array(neuroids);
  for (let row = 0, cell = 0; row < size; row++) {
    for (let neuroid = 0; neuroid < neuroids; neuroid++, cell++) {
      cross[neuroid]! +=
        y.values[cell]! * projected.values[cell]! + ofSums * sums[row]! * squares.values[cell]!;
    }
  }
  for (let neuroid = 0; neuroid < neuroids; neuroid++) {
    cross[neuroid]! -= ofTotals * total * norms[neuroid]!;
  }
  const mutual = await multiply(y, y, { transposeA: true });
  const fourth = await multiply(squares, squares, { transposeA: true });
  for (let cell = 0; cell < mutual.values.length; cell++) {
    const [one, other] = [norms[Math.floor(cell / neuroids)]!, norms[cell % neuroids]!];
    mutual.values[cell] =
      mutual.values[cell]! ** 2 - (1 + ofSums) * fourth.values[cell]! + ofTotals * one * other;
  }
  let [products, productsOfSums] = [0, 0];
  for (const value of hollow.values) products += value ** 2;
  for (const sum of sums) productsOfSums += sum ** 2;
  return { cross, own: products + ofTotals * total ** 2 - ofSums * productsOfSums, mutual };
}

/** @param y columns are centred */
async function biasedHsics(x: Matrix, y: Matrix): Promise<NeuroidHsics> {
  const [size, neuroids] = y.shape;
  const projected = await multiply(x, y);
  const cross = new Float64Array(neuroids);
  for (const [cell, value] of projected.values.entries()) {
    cross[cell % neuroids]! += y.values[cell]! * value;
  }
  const mutual = await multiply(y, y, { transposeA: true });
  for (const [cell, value] of mutual.values.entries()) mutual.values[cell] = value ** 2;
  const means = new Float64Array(size);
  for (const [cell, value] of x.values.entries()) means[cell % size]! += value / size;
  const grandMean = means.reduce((sum, one) => sum + one / size, 0);
  let own = 0;
  for (let row = 0, cell = 0; row < size; row++) {
    for (let column = 0; column < size; column++, cell++) {
      own += (x.values[cell]! - means[row]! - means[column]! + grandMean) ** 2;
    }
  }
  return { cross, own, mutual };
}

/** Centred over stimuli, in a unit in which the largest value is about 1. */
function centeredColumns({ shape, values }: Responses): Matrix {
  const [rows, columns] = shape;
  const means = new Float64Array(columns);
  for (const [cell, value] of values.entries()) means[cell % columns]! += value / rows;
  const centered = Float64Array.from(values, (value, cell) => value - means[cell % columns]!);
  return withoutUnit({ shape, values: centered });
}
