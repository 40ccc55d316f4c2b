import { normalQuantile } from '@ventral/numerics';
import type { HitRates } from './choose.ts';

// d' is cut off here where a rate is 0 or 1, as the metric i2n does.
const cap = 5;

/** What d' of one image against one other object comes to in half of the trials. */
interface CellMoments {
  /** Mean of z(hit rate) with the cap where it is infinite, to which `-share z(false alarms)` adds. */
  readonly mean: number;
  /** Probability that the hit rate is neither 0 nor 1. */
  readonly share: number;
  /** Mean of the square at false alarms of 1/2, and what `z` times -2 adds. */
  readonly square: number;
  readonly inner: number;
  /** Mean over the two halves of the product of what they come to, at `z` of each. */
  readonly products: readonly [constant: number, linear: number, quadratic: number];
}

/**
 * How well two random halves of trials agree in i2n on average, from the true probabilities of
 * choices, without drawing any.
 *
 * Method: the ratio of the expected covariance of the two halves' d' (without object means) to their
 * expected variance. Both are sums of binomial probabilities over the numbers of trials and hits that
 * a half can hold of an image and an alternative. The false-alarm rate is that of a binomial
 * distribution over all images of the other object; it is common to images of an object and matters
 * only beside a d' at its cap. What this leaves out is of the order of one over the number of images
 * times objects.
 *
 * @param trials of each image with each alternative
 */
export function choiceCeiling({ values, truthOf }: HitRates, trials: number): number {
  const count = values.length / truthOf.length;
  const imagesOf = Array.from({ length: count }, (_, object) =>
    truthOf.flatMap((truth, image) => (truth === object ? image : [])),
  );
  const halves = halfTable(trials);
  let [covariance, variance] = [0, 0];
  for (const [truth, images] of imagesOf.entries()) {
    for (let other = 0; other < count; other++) {
      if (other === truth || images.length < 2) continue;
      const falseAlarms = falseAlarmMoments(
        imagesOf[other]!.map((image) => 1 - values[image * count + truth]!),
        trials,
      );
      const cells = images.map((image) => cellMoments(values[image * count + other]!, halves));
      const group = groupMoments(cells, falseAlarms);
      covariance += group.covariance;
      variance += group.variance;
    }
  }
  return covariance / variance;
}

/** Sums over the images of an object of the product of centred d' in two halves, and in one. */
function groupMoments(
  cells: readonly CellMoments[],
  { zero, first, second }: FalseAlarmMoments,
): { readonly covariance: number; readonly variance: number } {
  const some = 1 - zero;
  const size = cells.length;
  const meanOf = ({ mean, share }: CellMoments) => some * (mean - first * share) + zero * cap;
  let [products, squares, within] = [0, 0, 0];
  for (const cell of cells) {
    const [constant, linear, quadratic] = cell.products;
    // Each half has false alarms of its own.
    products +=
      some ** 2 * (constant - 2 * first * linear + first ** 2 * quadratic) +
      2 * some * zero * cap * (cell.mean - first * cell.share) +
      (zero * cap) ** 2;
    squares +=
      some * (cell.square - 2 * first * cell.inner + second * cell.share) + zero * cap ** 2;
    within += meanOf(cell) ** 2;
  }
  const means = cells.reduce((sum, cell) => sum + meanOf(cell), 0);
  const acrossHalves = means ** 2 - within;
  // Within a half, two images share their false alarms.
  const sum = (pick: (cell: CellMoments) => number) =>
    cells.reduce((total, cell) => total + pick(cell), 0);
  const [m, s] = [sum(({ mean }) => mean), sum(({ share }) => share)];
  const mm = m ** 2 - sum(({ mean }) => mean ** 2);
  const ms = m * s - sum(({ mean, share }) => mean * share);
  const ss = s ** 2 - sum(({ share }) => share ** 2);
  const withinHalf =
    some * (mm - 2 * first * ms + second * ss) + zero * cap ** 2 * size * (size - 1);
  return {
    covariance: products - (products + acrossHalves) / size,
    variance: squares - (squares + withinHalf) / size,
  };
}

interface HalfTable {
  readonly trials: number;
  /** Probability that a half holds n of the trials. */
  readonly weights: Float64Array;
  /** z(k / n) by n and k. */
  readonly quantiles: readonly Float64Array[];
}

function halfTable(trials: number): HalfTable {
  return {
    trials,
    weights: binomial(trials, 0.5),
    quantiles: Array.from({ length: trials + 1 }, (_, n) =>
      Float64Array.from({ length: n + 1 }, (_, k) => normalQuantile(k / n)),
    ),
  };
}

function cellMoments(hitRate: number, { trials, weights, quantiles }: HalfTable): CellMoments {
  const means = new Float64Array(trials + 1);
  const shares = new Float64Array(trials + 1);
  let [mean, share, square, inner] = [0, 0, 0, 0];
  for (let n = 1; n <= trials; n++) {
    if (weights[n]! < 1e-12) continue;
    const probabilities = binomial(n, hitRate);
    let [sum, squares] = [0, 0];
    for (let k = 1; k < n; k++) {
      const z = quantiles[n]![k]!;
      sum += probabilities[k]! * z;
      squares += probabilities[k]! * z * z;
    }
    const [none, all] = [probabilities[0]!, probabilities[n]!];
    means[n] = sum + cap * (all - none);
    shares[n] = 1 - all - none;
    mean += weights[n]! * means[n]!;
    share += weights[n]! * shares[n]!;
    square += weights[n]! * (squares + cap * cap * (all + none));
    inner += weights[n]! * sum;
  }
  const products: [number, number, number] = [0, 0, 0];
  for (let n = 1; n < trials; n++) {
    const rest = trials - n;
    products[0] += weights[n]! * means[n]! * means[rest]!;
    products[1] += weights[n]! * ((means[n]! * shares[rest]! + shares[n]! * means[rest]!) / 2);
    products[2] += weights[n]! * shares[n]! * shares[rest]!;
  }
  return { mean, share, square, inner, products };
}

interface FalseAlarmMoments {
  /** Probability that there is none. */
  readonly zero: number;
  /** Mean of z, and of its square, where there are some. */
  readonly first: number;
  readonly second: number;
}

function falseAlarmMoments(rates: readonly number[], trials: number): FalseAlarmMoments {
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const size = Math.round((rates.length * trials) / 2);
  const probabilities = binomial(size, mean);
  const zero = probabilities[0]!;
  let [first, second] = [0, 0];
  for (let k = 1; k < size; k++) {
    if (probabilities[k]! < 1e-12) continue;
    const z = normalQuantile(k / size);
    first += (probabilities[k]! * z) / (1 - zero);
    second += (probabilities[k]! * z * z) / (1 - zero);
  }
  return { zero, first, second };
}

/** The probabilities of 0 to n successes. */
function binomial(n: number, p: number): Float64Array {
  const result = new Float64Array(n + 1);
  const odds = Math.log(p) - Math.log1p(-p);
  let logarithm = n * Math.log1p(-p);
  for (let k = 0; k <= n; k++) {
    result[k] = Math.exp(logarithm);
    logarithm += Math.log((n - k) / (k + 1)) + odds;
  }
  return result;
}
