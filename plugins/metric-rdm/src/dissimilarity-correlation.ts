import { pearson } from '@ventral/numerics';
import { countedTauA } from './counted-kendall.ts';
import { correlateByWeight, type OrderedValues, rankByWeight } from './counted-spearman.ts';

/** The ways to correlate dissimilarities, by name. */
export const correlationNames = ['spearman', 'pearson', 'kendall-tau-a'] as const;

/** How dissimilarities are correlated. */
export type CorrelationName = (typeof correlationNames)[number];

/** Correlates values that count several times, or not at all, in memory that it keeps. */
type CountedCorrelation = (
  x: OrderedValues,
  others: readonly (() => OrderedValues)[],
  weights: ArrayLike<number>,
  total: number,
) => readonly number[];

/** @param length how many values each side has */
export function countedCorrelation(name: CorrelationName, length: number): CountedCorrelation {
  if (name === 'kendall-tau-a') {
    return (x, others, weights, total) =>
      others.map((other) => countedTauA(x, other(), weights, total));
  }
  const [f, g] = [new Float64Array(length), new Float64Array(length)];
  const write = name === 'spearman' ? rankByWeight : standardizeByWeight;
  const means = name === 'spearman' ? ([0.5, 0.5] as const) : ([0, 0] as const);
  return (x, others, weights, total) => {
    write(x, weights, total, f);
    return others.map((other) => {
      write(other(), weights, total, g);
      return correlateByWeight(f, g, weights, total, means);
    });
  };
}

/** Writes values less their mean, in units of their standard deviation; zeros where they do not vary. */
function standardizeByWeight(
  { values, order }: OrderedValues,
  weights: ArrayLike<number>,
  total: number,
  standardized: Float64Array,
): void {
  // Of values that are all the same, the mean can differ from them in the last bit.
  const counting = (value: number) => (weights[value] as number) > 0;
  const [least, most] = [order.find(counting), order.findLast(counting)];
  if (least === undefined || most === undefined || values[least] === values[most]) {
    standardized.fill(0);
    return;
  }
  let mean = 0;
  for (let index = 0; index < values.length; index++) {
    mean += (values[index]! * (weights[index] as number)) / total;
  }
  let variance = 0;
  for (let index = 0; index < values.length; index++) {
    variance += ((values[index]! - mean) ** 2 * (weights[index] as number)) / total;
  }
  const deviation = Math.sqrt(variance);
  for (let index = 0; index < values.length; index++) {
    standardized[index] = (values[index]! - mean) / deviation;
  }
}

/** Of values that all count once; NaN where one side does not vary. */
export function correlateOnce(name: CorrelationName, x: OrderedValues, y: OrderedValues): number {
  if (name === 'pearson') return pearson(x.values, y.values);
  const { length } = x.order;
  const once = new Uint8Array(length).fill(1);
  return countedCorrelation(name, length)(x, [() => y], once, length)[0] as number;
}
