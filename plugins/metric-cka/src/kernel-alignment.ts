import type { Matrix } from '@ventral/numerics';

/**
 * Centred kernel alignment of two Gram matrices, `stimuli x stimuli`, by the unbiased estimate of
 * the Hilbert-Schmidt independence criterion: about 0 for unrelated representations, however many
 * features they have, and 1 for those that are equal up to rotation, scaling and shift. 0 where an
 * estimate of a representation's own variance is not positive.
 *
 * Reference: Song et al. (2012), Feature selection via dependence maximization, JMLR 13
 *
 * @param x at least `4 x 4`; what its features are centred on does not matter
 */
export function unbiasedAlignment(x: Matrix, y: Matrix): number {
  const [scaledX, scaledY] = [withoutUnit(x), withoutUnit(y)];
  const cross = unbiasedHsic(scaledX, scaledY);
  const [own, other] = [unbiasedHsic(scaledX, scaledX), unbiasedHsic(scaledY, scaledY)];
  return alignmentOf(cross, own, other, 'unbiased');
}

/** Which estimate of the Hilbert-Schmidt independence criterion. */
export type Estimate = 'unbiased' | 'biased';

/** Alignment from estimates of the criterion, between representations and of each with itself. */
export function alignmentOf(cross: number, own: number, other: number, estimate: Estimate): number {
  const product = own * other;
  // Brain-Score adds 1e-12 to the root, which decides where recordings are in volts.
  return estimate === 'unbiased' && product <= 0 ? 0 : cross / Math.sqrt(product);
}

/**
 * Centred kernel alignment of two Gram matrices, `stimuli x stimuli`, by the biased estimate, in
 * [0, 1]: grows with the number of features, and for few stimuli is far above 0 for unrelated
 * representations. NaN for a representation that does not vary.
 *
 * Reference: Kornblith et al. (2019), https://proceedings.mlr.press/v97/kornblith19a.html
 */
export function biasedAlignment(x: Matrix, y: Matrix): number {
  const [centeredX, centeredY] = [doublyCentered(withoutUnit(x)), doublyCentered(withoutUnit(y))];
  const cross = sumOfProducts(centeredX, centeredY);
  const [own, other] = [sumOfProducts(centeredX, centeredX), sumOfProducts(centeredY, centeredY)];
  return alignmentOf(cross, own, other, 'biased');
}

/**
 * Divided by a power of two, which changes no digit, so that the largest value is about 1: alignment does
 * not depend on the unit, and its products of four features would leave float64 soon.
 */
export function withoutUnit({ shape, values }: Matrix): Matrix {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return { shape, values };
  const unit = 2 ** Math.floor(Math.log2(largest));
  return { shape, values: values.map((value) => value / unit) };
}

/** The Hilbert-Schmidt independence criterion, with diagonals left out. */
function unbiasedHsic(x: Matrix, y: Matrix): number {
  const [size] = x.shape;
  let products = 0;
  let [totalX, totalY, productOfSums] = [0, 0, 0];
  for (let row = 0, cell = 0; row < size; row++) {
    let [sumX, sumY] = [0, 0];
    for (let column = 0; column < size; column++, cell++) {
      if (column === row) continue;
      products += x.values[cell]! * y.values[cell]!;
      sumX += x.values[cell]!;
      sumY += y.values[cell]!;
    }
    totalX += sumX;
    totalY += sumY;
    productOfSums += sumX * sumY;
  }
  const sum =
    products + (totalX * totalY) / ((size - 1) * (size - 2)) - (2 * productOfSums) / (size - 2);
  return sum / (size * (size - 3));
}

/** The Gram matrix of features centred over its own stimuli. */
function doublyCentered({ shape, values }: Matrix): Matrix {
  const [size] = shape;
  const means = new Float64Array(size);
  for (const [cell, value] of values.entries()) means[cell % size]! += value / size;
  const grandMean = means.reduce((sum, value) => sum + value / size, 0);
  const centered = values.map(
    (value, cell) => value - means[cell % size]! - means[Math.floor(cell / size)]! + grandMean,
  );
  return { shape, values: centered };
}

function sumOfProducts(x: Matrix, y: Matrix): number {
  return x.values.reduce((sum, value, cell) => sum + value * y.values[cell]!, 0);
}
