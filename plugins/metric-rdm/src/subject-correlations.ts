import { createMatrix, type Matrix, upperTriangle } from '@ventral/numerics';
import { type OrderedValues, orderValues, weighPairs } from './counted-spearman.ts';
import { type CorrelationName, countedCorrelation } from './dissimilarity-correlation.ts';
import { stimulusInfluence } from './stimulus-influence.ts';

/** The correlation of each subject. */
export interface SubjectCorrelations {
  /** With how often each stimulus and subject counts; NaN where it is undefined. */
  correlate(stimuli: Uint8Array, subjects: Uint8Array): readonly number[];
  /** Whether the correlation of a subject depends on how often others count. */
  readonly dependsOnSubjects: boolean;
}

/** Up to here ranks are made again in each replicate; above, that would take longer than the score. */
export const mostRanked = 300;

/**
 * The correlations of one matrix, a model's, with those of subjects.
 *
 * @param correlation Spearman's, where there are more than `most` stimuli
 */
export function correlationsWithSubjects(
  x: Matrix,
  subjects: readonly Matrix[],
  most: number = mostRanked,
  correlation: CorrelationName = 'spearman',
): SubjectCorrelations {
  if (x.shape[0] > most) return correlationsByInfluence(subjects.map((y) => [x, y]));
  const [model, ...others] = [x, ...subjects].map((matrix) => orderValues(upperTriangle(matrix)));
  const weighing = createWeighing(x.shape[0], correlation);
  return {
    dependsOnSubjects: false,
    correlate(counts) {
      weighing.weigh(counts);
      return weighing.correlate(
        model as OrderedValues,
        others.map((other) => () => other),
      );
    },
  };
}

/**
 * The correlations of each subject's matrix with the sum of all, or of all others. Of more than four
 * subjects, or 300 stimuli, these sums stay the same whichever subjects are drawn: to order them again in
 * each draw would take minutes.
 *
 * @param correlation Spearman's, where there are more than `most` stimuli
 * @param summed of each subject, what goes into the sums
 */
export function correlationsAmongSubjects(
  subjects: readonly Matrix[],
  bound: 'lower' | 'upper',
  most: number = mostRanked,
  correlation: CorrelationName = 'spearman',
  summed: readonly Matrix[] = subjects,
): SubjectCorrelations {
  const [stimuli] = subjects[0]!.shape;
  const once = new Uint8Array(subjects.length).fill(1);
  const withoutOwn = (counts: Uint8Array, subject: number) =>
    bound === 'upper' ? counts : counts.map((count, index) => (index === subject ? 0 : count));
  if (stimuli > most) {
    return correlationsByInfluence(
      subjects.map((own, subject) => [own, sumMatrices(summed, withoutOwn(once, subject))]),
    );
  }
  const triangles = summed.map((matrix) =>
    createMatrix([1, pairsOf(stimuli)], upperTriangle(matrix)),
  );
  const owns = subjects.map((matrix) => orderValues(upperTriangle(matrix)));
  const orderOf = rememberOrders((counts) => orderValues(sumMatrices(triangles, counts).values));
  const weighing = createWeighing(stimuli, correlation);
  const dependsOnSubjects = subjects.length <= mostSummed;
  return {
    dependsOnSubjects,
    correlate(counts, drawn) {
      weighing.weigh(counts);
      const times = dependsOnSubjects ? drawn : once;
      return owns.map((own, subject) => {
        const others = withoutOwn(times, subject);
        if (times[subject] === 0 || others.every((count) => count === 0)) return Number.NaN;
        return weighing.correlate(own, [() => orderOf(others)])[0] as number;
      });
    },
  };
}

function correlationsByInfluence(
  pairs: readonly (readonly [Matrix, Matrix])[],
): SubjectCorrelations {
  const all = pairs.map(([x, y]) => stimulusInfluence(x, y));
  return {
    dependsOnSubjects: false,
    correlate: (counts) =>
      all.map(({ r, influences }) =>
        influences.reduce((sum, one, stimulus) => sum + (counts[stimulus]! - 1) * one, r),
      ),
  };
}

/** Correlates pairs of stimuli that count, in memory that it keeps. */
function createWeighing(stimuli: number, correlation: CorrelationName) {
  const weights = new Uint16Array(pairsOf(stimuli));
  const correlate = countedCorrelation(correlation, weights.length);
  let total = 0;
  return {
    weigh(counts: Uint8Array) {
      total = weighPairs(counts, weights);
    },
    correlate(x: OrderedValues, others: readonly (() => OrderedValues)[]): readonly number[] {
      if (Number.isNaN(total)) return others.map(() => Number.NaN);
      return correlate(x, others, weights, total);
    },
  };
}

// There are 35 ways to draw four of four subjects; of more, too many to order the sum of each.
const mostSummed = 4;

/** Keeps what was ordered. */
function rememberOrders(
  make: (counts: Uint8Array) => OrderedValues,
): (counts: Uint8Array) => OrderedValues {
  const known = new Map<string, OrderedValues>();
  return (counts) => {
    const key = counts.join();
    const made = known.get(key) ?? make(counts);
    known.set(key, made);
    return made;
  };
}

/** The sum of matrices that count several times, or not at all. */
export function sumMatrices(matrices: readonly Matrix[], counts: ArrayLike<number>): Matrix {
  const total = createMatrix((matrices[0] as Matrix).shape);
  for (const [index, { values }] of matrices.entries()) {
    const times = counts[index] as number;
    if (times === 0) continue;
    for (let cell = 0; cell < values.length; cell++) total.values[cell]! += times * values[cell]!;
  }
  return total;
}

function pairsOf(stimuli: number): number {
  return (stimuli * (stimuli - 1)) / 2;
}
