import { fitLogisticRegression, type Matrix, multiply } from '@ventral/numerics';
import type { ExampleRows } from './population.ts';
import { standardize } from './standardize.ts';

/**
 * A decoder that learnt: the class of an example is the one with the highest `x w + b`, the first on ties.
 */
export interface Readout {
  /** `classes x neuroids`, of responses as they are. */
  readonly weights: Matrix;
  /** One a class. */
  readonly offsets: Float64Array;
}

/** Learns to tell classes apart from examples. */
export type Decoder = (
  examples: ExampleRows,
  classes: number,
  signal?: AbortSignal,
) => Promise<Readout> | Readout;

/**
 * The class whose mean correlates most with the example, over neuroids; each neuroid in standard deviations from its
 * mean over all examples that were learnt from.
 *
 * Reference: Meyers, Freedman, Kreiman, Miller & Poggio (2008), https://doi.org/10.1152/jn.90248.2008
 */
function maximumCorrelation(examples: ExampleRows, classes: number): Readout {
  const { means, asReadout } = standardizedMeans(examples, classes);
  const [, neuroids] = means.shape;
  for (let label = 0; label < classes; label++) {
    // Of unit length about zero: the products with any example are in the order of its correlations.
    const own = means.values.subarray(label * neuroids, (label + 1) * neuroids);
    const mean = own.reduce((sum, value) => sum + value, 0) / neuroids;
    const length = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    for (const [index, value] of own.entries())
      own[index] = length > 0 ? (value - mean) / length : 0;
  }
  return asReadout(means, new Float64Array(classes));
}

/**
 * The class whose mean is nearest to the example, by the Euclidean distance over neuroids in standard deviations from
 * their means over all examples that were learnt from.
 *
 * Reference: Hastie, Tibshirani & Friedman (2009), The Elements of Statistical Learning, 4.3,
 * https://doi.org/10.1007/978-0-387-84858-7
 */
function nearestMean(examples: ExampleRows, classes: number): Readout {
  const { means, asReadout } = standardizedMeans(examples, classes);
  const [, neuroids] = means.shape;
  const offsets = Float64Array.from({ length: classes }, (_, label) => {
    const own = means.values.subarray(label * neuroids, (label + 1) * neuroids);
    return -own.reduce((sum, value) => sum + value * value, 0) / 2;
  });
  return asReadout(means, offsets);
}

/**
 * Multinomial logistic regression on neuroids in standard deviations from their means, with the squared coefficients
 * weighing as much as the loss of one example: scikit-learn's `LogisticRegression` with its `C` of 1.
 *
 * Reference: Bishop (2006), Pattern Recognition and Machine Learning, 4.3.4, ISBN 978-0-387-31073-2
 */
async function logistic(
  examples: ExampleRows,
  classes: number,
  signal?: AbortSignal,
): Promise<Readout> {
  const { rows, asReadout } = standardize(examples.rows);
  const labels = Array.from(examples.labels);
  const fitted = await fitLogisticRegression(rows, labels, {
    ...{ inverseRegularization: 1, tolerance: 1e-6 },
    ...(signal && { signal }),
  });
  const weights = await multiply(fitted.weights, rows, { transposeA: true });
  // Examples are class by class, and so are the classes that were found.
  if (fitted.classes.length !== classes) throw new RangeError('A class has no example.');
  return asReadout(weights, fitted.intercepts);
}

/** The mean of the standardized examples of each class: `classes x neuroids`. */
function standardizedMeans({ rows, labels }: ExampleRows, classes: number) {
  const { rows: standardized, asReadout } = standardize(rows);
  const [count, neuroids] = standardized.shape;
  const means: Matrix = {
    shape: [classes, neuroids],
    values: new Float64Array(classes * neuroids),
  };
  const counts = new Uint32Array(classes);
  for (let row = 0; row < count; row++) {
    const to = labels[row]! * neuroids;
    counts[labels[row]!]! += 1;
    for (let neuroid = 0; neuroid < neuroids; neuroid++) {
      means.values[to + neuroid]! += standardized.values[row * neuroids + neuroid]!;
    }
  }
  for (let cell = 0; cell < means.values.length; cell++) {
    means.values[cell]! /= counts[Math.floor(cell / neuroids)]!;
  }
  return { means, asReadout };
}

/** The decoders, by name. */
export const decoders = {
  'maximum-correlation': maximumCorrelation,
  'nearest-mean': nearestMean,
  logistic,
} as const satisfies Readonly<Record<string, Decoder>>;

/** The name of a decoder. */
export type DecoderName = keyof typeof decoders;
