import { VentralError } from '@ventral/errors';
import { createMatrix, type Matrix } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { addScaled, dot } from './matrix-vector.ts';
import { yieldToEvents } from './run-options.ts';
import { logSumExp, softmaxRows } from './softmax.ts';

/** A multinomial logistic regression to be fitted. */
export interface LogisticProblem {
  /** `stimuli x coordinates` */
  readonly coordinates: Matrix;
  /** Index of the class of each stimulus. */
  readonly classOf: Uint32Array;
  readonly classCount: number;
  /** `C`: how much the loss weighs against the squared coefficients. */
  readonly inverseRegularization: number;
  /** The part of `C ||X||`, the scale of the gradient, that may be left of it. */
  readonly tolerance: number;
  /** Newton steps at most. */
  readonly maxIterations: number;
  readonly signal?: AbortSignal | undefined;
}

/** Where the objective is smallest. */
export interface LogisticOptimum {
  readonly intercepts: Float64Array;
  /** `stimuli x classes`: the probability that the fit gives each class. */
  readonly probabilities: Matrix;
}

/**
 * Minimizes `C sum of log-losses + ||V||^2 / 2` over coefficients `V`, `coordinates x classes`, and
 * intercepts, which are not penalized.
 *
 * Method: Newton's steps, found by conjugate gradients to a tolerance that shrinks with the
 * gradient, and shortened until the objective decreases. Each conjugate-gradient step takes two
 * products of `stimuli x coordinates x classes`.
 * Reference: Nocedal & Wright (2006), Numerical Optimization, 7.1, ISBN 978-0-387-30303-1
 *
 * @throws VentralError `NOT_CONVERGED`
 * @throws VentralError `INTERRUPTED`
 */
export async function minimizeLogisticLoss(problem: LogisticProblem): Promise<LogisticOptimum> {
  const { coordinates, classCount, maxIterations, signal } = problem;
  const objective = logisticObjective(problem);
  const [stimuli, columns] = coordinates.shape;
  // The last row holds the intercepts.
  const weights = createMatrix([columns + 1, classCount]);
  const scores = createMatrix([stimuli, classCount]);
  const { weight: scale } = objective;
  const goal = problem.tolerance * scale;
  for (let iteration = 0; ; iteration++) {
    await yieldToEvents(signal, `fitting a logistic regression (step ${iteration})`);
    const probabilities = softmaxRows(scores);
    const gradient = await objective.gradient(weights, probabilities);
    const slope = Math.sqrt(dot(gradient, gradient));
    if (slope <= goal) {
      const intercepts = weights.values.slice(columns * classCount);
      return { intercepts, probabilities };
    }
    if (iteration === maxIterations) throw notConverged(problem, slope / scale);
    const reduction = Math.min(0.1, Math.sqrt(slope / scale));
    const step = await conjugateGradients(
      (direction) => objective.curvature(direction, probabilities),
      gradient.map((value) => -value),
      Math.max(reduction * slope, goal / 10),
      signal,
    );
    await objective.descend(weights, scores, step, dot(gradient, step));
  }
}

interface LogisticObjective {
  /** The scale of gradients: `C` times the norm of the coordinates and the column of ones. */
  readonly weight: number;
  gradient(weights: Matrix, probabilities: Matrix): Promise<Float64Array>;
  /** The Hessian times a direction. */
  curvature(direction: Float64Array, probabilities: Matrix): Promise<Float64Array>;
  /** Moves weights and scores along a step, shortened until the objective decreases; in place. */
  descend(weights: Matrix, scores: Matrix, step: Float64Array, slope: number): Promise<void>;
}

function logisticObjective(problem: LogisticProblem): LogisticObjective {
  const { classOf, classCount, inverseRegularization: c } = problem;
  const inputs = withOnes(problem.coordinates);
  const penalized = problem.coordinates.shape[1] * classCount;
  const asMatrix = (values: Float64Array) => createMatrix([inputs.shape[1], classCount], values);
  const addPenalty = (product: Matrix, direction: Float64Array) => {
    for (let cell = 0; cell < product.values.length; cell++) {
      product.values[cell] = c * product.values[cell]! + (cell < penalized ? direction[cell]! : 0);
    }
    return product.values;
  };
  const value = (weights: Float64Array, scores: Matrix) => {
    let loss = 0;
    for (const [row, label] of classOf.entries()) {
      const start = row * classCount;
      loss += logSumExp(scores.values, start, classCount) - scores.values[start + label]!;
    }
    const coefficients = weights.subarray(0, penalized);
    return c * loss + dot(coefficients, coefficients) / 2;
  };
  return {
    weight: c * Math.sqrt(dot(inputs.values, inputs.values)),
    async gradient(weights, probabilities) {
      const errors = createMatrix(probabilities.shape, probabilities.values.slice());
      for (const [row, label] of classOf.entries()) errors.values[row * classCount + label]! -= 1;
      return addPenalty(await multiply(inputs, errors, { transposeA: true }), weights.values);
    },
    async curvature(direction, probabilities) {
      const changes = await multiply(inputs, asMatrix(direction));
      multiplyBySoftmaxDerivative(changes, probabilities);
      return addPenalty(await multiply(inputs, changes, { transposeA: true }), direction);
    },
    async descend(weights, scores, step, slope) {
      const change = await multiply(inputs, asMatrix(step));
      const before = value(weights.values, scores);
      // Near the optimum, a decrease drowns in the rounding of the sum.
      const rounding = 16 * Number.EPSILON * Math.abs(before);
      let length = 1;
      addScaled(weights.values, 1, step);
      addScaled(scores.values, 1, change.values);
      while (value(weights.values, scores) > before + 1e-4 * length * slope + rounding) {
        length /= 2;
        addScaled(weights.values, -length, step);
        addScaled(scores.values, -length, change.values);
      }
    },
  };
}

/** Changes of scores into changes of probabilities, in place. */
function multiplyBySoftmaxDerivative(
  { shape: [rows, columns], values }: Matrix,
  probabilities: Matrix,
) {
  const p = probabilities.values;
  for (let row = 0, start = 0; row < rows; row++, start += columns) {
    let average = 0;
    for (let cell = start; cell < start + columns; cell++) average += p[cell]! * values[cell]!;
    for (let cell = start; cell < start + columns; cell++) {
      values[cell] = p[cell]! * (values[cell]! - average);
    }
  }
}

/** Solves `A x = b` for a symmetric positive semidefinite `A` that can multiply a vector. */
async function conjugateGradients(
  times: (x: Float64Array) => Promise<Float64Array>,
  right: Float64Array,
  tolerance: number,
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  const solution = new Float64Array(right.length);
  const residual = right.slice();
  const direction = right.slice();
  let squares = dot(residual, residual);
  for (let step = 0; Math.sqrt(squares) > tolerance && step < right.length; step++) {
    await yieldToEvents(signal, 'fitting a logistic regression');
    const product = await times(direction);
    const length = squares / dot(direction, product);
    addScaled(solution, length, direction);
    addScaled(residual, -length, product);
    const before = squares;
    squares = dot(residual, residual);
    for (let index = 0; index < direction.length; index++) {
      direction[index] = residual[index]! + (squares / before) * direction[index]!;
    }
  }
  return solution;
}

function withOnes({ shape: [rows, columns], values }: Matrix): Matrix {
  const wider = createMatrix([rows, columns + 1]);
  for (let row = 0; row < rows; row++) {
    wider.values.set(values.subarray(row * columns, (row + 1) * columns), row * (columns + 1));
    wider.values[(row + 1) * (columns + 1) - 1] = 1;
  }
  return wider;
}

function notConverged(problem: LogisticProblem, left: number): VentralError {
  const { coordinates, classCount, maxIterations, tolerance } = problem;
  return new VentralError(
    'NOT_CONVERGED',
    `The logistic regression of ${classCount} classes on ${coordinates.shape[0]} stimuli has a ` +
      `relative gradient of ${left.toExponential(1)} after ${maxIterations} steps, not ${tolerance}.`,
    {
      hint:
        'Standardize the features, allow more steps (maxIterations), or regularize more ' +
        '(a smaller inverseRegularization).',
    },
  );
}
