/** Values in ascending order, to be ranked again and again with other weights. */
export interface OrderedValues {
  /** Indices of values. */
  readonly order: Uint32Array;
  /** By place in the order: 1 where a value differs from the one before. */
  readonly differs: Uint8Array;
  readonly values: Float64Array;
}

export function orderValues(values: Float64Array): OrderedValues {
  const order = new Uint32Array(values.length).map((_, index) => index);
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  const differs = Uint8Array.from(order, (index, place) =>
    Number(place === 0 || values[index] !== values[order[place - 1]!]),
  );
  return { order, differs, values };
}

/**
 * Writes the rank of each value that has a weight, as a share of all weights, in (0, 1): equal values share
 * the average of their ranks, so that the weighted mean is 1/2.
 *
 * @param total sum of the weights
 */
export function rankByWeight(
  { order, differs }: OrderedValues,
  weights: ArrayLike<number>,
  total: number,
  ranks: Float64Array,
): void {
  let below = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let sum = 0;
    do {
      sum += weights[order[end]!] as number;
      end++;
    } while (end < order.length && differs[end] === 0);
    const rank = (below + sum / 2) / total;
    for (let place = start; place < end; place++) ranks[order[place]!] = rank;
    below += sum;
    start = end;
  }
}

// A variance of ranks below this is rounding.
const leastVariance = 1e-12;

/**
 * The correlation of values that have weights; NaN where those of one side do not vary. Of ranks, whose
 * means are 1/2, it is Spearman's.
 *
 * @param means of either side; variances are taken to be of about the size of 1
 */
export function correlateByWeight(
  x: Float64Array,
  y: Float64Array,
  weights: ArrayLike<number>,
  total: number,
  [meanX, meanY]: readonly [number, number] = [0.5, 0.5],
): number {
  let [xx, yy, xy] = [0, 0, 0];
  for (let index = 0; index < x.length; index++) {
    const weight = weights[index] as number;
    if (weight === 0) continue;
    const [dx, dy] = [x[index]! - meanX, y[index]! - meanY];
    xx += weight * dx * dx;
    yy += weight * dy * dy;
    xy += weight * dx * dy;
  }
  const varies = xx > leastVariance * total && yy > leastVariance * total;
  return varies ? xy / Math.sqrt(xx) / Math.sqrt(yy) : Number.NaN;
}

/**
 * Writes how often each pair of different stimuli counts: as often as one and the other were drawn together.
 *
 * @param pairs in the order of an upper triangle
 * @returns their sum; NaN for fewer than 3 stimuli, which have no pattern
 */
export function weighPairs(counts: ArrayLike<number>, pairs: Uint16Array): number {
  let [total, distinct] = [0, 0];
  for (let row = 0, pair = 0; row < counts.length; row++) {
    const own = counts[row] as number;
    if (own > 0) distinct++;
    for (let column = row + 1; column < counts.length; column++, pair++) {
      const weight = own * (counts[column] as number);
      pairs[pair] = weight;
      total += weight;
    }
  }
  return distinct < 3 ? Number.NaN : total;
}
