import { createMatrix, fitLogisticRegression, type Matrix, multiply } from '@ventral/numerics';
import type { ExampleRows } from './population.ts';
import type { TrainingMoments } from './training-moments.ts';

/**
 * A decoder that learnt: the class of an example is the one with the highest `x w + b`, the first on ties.
 */
export interface Readout {
  /** `classes x neuroids`, of responses as they are. */
  readonly weights: Matrix;
  /** One a class. */
  readonly offsets: Float64Array;
}

/** What decoders learn from. */
interface Lesson {
  readonly moments: TrainingMoments;
  /** The examples themselves, for decoders that need more than their moments. */
  readonly examples: () => ExampleRows;
  readonly signal?: AbortSignal | undefined;
}

/** Learns to tell classes apart from examples. */
export type Decoder = (lesson: Lesson) => Promise<Readout> | Readout;

/**
 * The class whose mean correlates most with the example, over neuroids; each neuroid in standard deviations from its
 * mean over all examples that were learnt from.
 *
 * Reference: Meyers, Freedman, Kreiman, Miller & Poggio (2008), https://doi.org/10.1152/jn.90248.2008
 */
function maximumCorrelation({ moments }: Lesson): Readout {
  const weights = standardizedMeans(moments);
  const [classes, neuroids] = weights.shape;
  for (let label = 0; label < classes; label++) {
    // Of unit length about zero: the products with any example are in the order of its correlations.
    const own = weights.values.subarray(label * neuroids, (label + 1) * neuroids);
    const mean = own.reduce((sum, value) => sum + value, 0) / neuroids;
    const length = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    for (const [index, value] of own.entries())
      own[index] = length > 0 ? (value - mean) / length : 0;
  }
  return ofResponses(weights, new Float64Array(classes), moments);
}

/**
 * The class whose mean is nearest to the example, by the Euclidean distance over neuroids in standard deviations from
 * their means over all examples that were learnt from.
 *
 * Reference: Hastie, Tibshirani & Friedman (2009), The Elements of Statistical Learning, 4.3,
 * https://doi.org/10.1007/978-0-387-84858-7
 */
function nearestMean({ moments }: Lesson): Readout {
  const weights = standardizedMeans(moments);
  const [classes, neuroids] = weights.shape;
  const offsets = Float64Array.from({ length: classes }, (_, label) => {
    const own = weights.values.subarray(label * neuroids, (label + 1) * neuroids);
    return -own.reduce((sum, value) => sum + value * value, 0) / 2;
  });
  return ofResponses(weights, offsets, moments);
}

/**
 * Multinomial logistic regression on neuroids in standard deviations from their means, with half the squared
 * coefficients weighing as much as the loss of one example: scikit-learn's `LogisticRegression` with its `C` of 1.
 *
 * Reference: Bishop (2006), Pattern Recognition and Machine Learning, 4.3.4, ISBN 978-0-387-31073-2
 */
async function logistic({ moments, examples, signal }: Lesson): Promise<Readout> {
  const { rows, labels } = examples();
  const { means, deviations } = moments;
  for (let cell = 0; cell < rows.values.length; cell++) {
    const neuroid = cell % means.length;
    rows.values[cell] = (rows.values[cell]! - means[neuroid]!) / deviations[neuroid]!;
  }
  // Examples come class by class, and so do the classes that are found among them.
  const { weights, intercepts } = await fitLogisticRegression(rows, Array.from(labels), {
    ...{ inverseRegularization: 1, tolerance: 1e-6 },
    ...(signal && { signal }),
  });
  const coefficients = await multiply(weights, rows, { transposeA: true });
  return ofResponses(coefficients, intercepts, moments);
}

/** The mean of the examples of each class, in standard deviations from that of all: `classes x neuroids`. */
function standardizedMeans({ means, deviations, classMeans }: TrainingMoments): Matrix {
  const neuroids = means.length;
  const values = classMeans.map((mean, cell) => {
    const neuroid = cell % neuroids;
    return (mean - means[neuroid]!) / deviations[neuroid]!;
  });
  return createMatrix([classMeans.length / neuroids, neuroids], values);
}

/** A readout of responses as they are, of one of standardized responses. */
function ofResponses(
  { shape, values }: Matrix,
  offsets: Float64Array,
  { means, deviations }: TrainingMoments,
): Readout {
  const neuroids = means.length;
  const moved = offsets.slice();
  const weights = values.map((weight, cell) => {
    const neuroid = cell % neuroids;
    const own = weight / deviations[neuroid]!;
    moved[Math.floor(cell / neuroids)]! -= own * means[neuroid]!;
    return own;
  });
  return { weights: createMatrix(shape, weights), offsets: moved };
}

/** The decoders, by name. */
export const decoders = {
  'maximum-correlation': maximumCorrelation,
  'nearest-mean': nearestMean,
  logistic,
} as const satisfies Readonly<Record<string, Decoder>>;

/** The name of a decoder. */
export type DecoderName = keyof typeof decoders;
