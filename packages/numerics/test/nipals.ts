import type { Matrix, PlsOptions, Split } from '@ventral/numerics';

/**
 * PLS2 by NIPALS on whole matrices, line by line as scikit-learn's `PLSRegression(scale=False)`:
 * slow, and easy to compare with its description.
 */
export function nipals(
  features: Matrix,
  targets: Matrix,
  { train, test }: Split,
  { components = 25, maxIterations = 500, tolerance = 1e-6 }: PlsOptions = {},
): { prediction: number[][]; iterations: number[] } {
  const meansX = means(train.map((row) => rowOf(features, row)));
  const meansY = means(train.map((row) => rowOf(targets, row)));
  const X = train.map((row) => subtract(rowOf(features, row), meansX));
  const Y = train.map((row) => subtract(rowOf(targets, row), meansY));
  const held = test.map((row) => subtract(rowOf(features, row), meansX));
  const prediction = test.map(() => [...meansY]);
  const iterations: number[] = [];
  for (let component = 0; component < components; component++) {
    for (const column of meansY.keys()) {
      const isZero = Y.every((row) => Math.abs(row[column] as number) < 10 * Number.EPSILON);
      if (isZero) for (const row of Y) row[column] = 0;
    }
    const first = meansY.findIndex((_, column) =>
      Y.some((row) => Math.abs(row[column] as number) > Number.EPSILON),
    );
    if (first === -1) break;
    let u = Y.map((row) => row[first] as number);
    let w: number[] = [];
    let iteration = 0;
    while (iteration < maxIterations) {
      iteration++;
      const previous = w;
      w = combine(X, u).map((value) => value / inner(u, u));
      const length = Math.sqrt(inner(w, w)) + Number.EPSILON;
      w = w.map((value) => value / length);
      const t = X.map((row) => inner(row, w));
      const c = combine(Y, t).map((value) => value / inner(t, t));
      u = Y.map((row) => inner(row, c) / (inner(c, c) + Number.EPSILON));
      const change = previous.length === 0 ? w.map((value) => value - 100) : subtract(w, previous);
      if (inner(change, change) < tolerance || meansY.length === 1) break;
    }
    iterations.push(iteration);
    const t = X.map((row) => inner(row, w));
    const p = combine(X, t).map((value) => value / inner(t, t));
    const q = combine(Y, t).map((value) => value / inner(t, t));
    for (const [index, score] of t.entries()) {
      deflate(X[index] as number[], score, p);
      deflate(Y[index] as number[], score, q);
    }
    for (const [index, row] of held.entries()) {
      const score = inner(row, w);
      deflate(row, score, p);
      deflate(prediction[index] as number[], -score, q);
    }
  }
  return { prediction, iterations };
}

function rowOf({ shape: [, columns], values }: Matrix, row: number): number[] {
  return [...values.subarray(row * columns, (row + 1) * columns)];
}

function inner(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, index) => sum + value * (y[index] as number), 0);
}

function subtract(x: readonly number[], y: readonly number[]): number[] {
  return x.map((value, index) => value - (y[index] as number));
}

/** The rows, each times its weight, added up. */
function combine(rows: readonly number[][], weights: readonly number[]): number[] {
  const sums = (rows[0] as number[]).map(() => 0);
  for (const [index, row] of rows.entries()) deflate(sums, -(weights[index] as number), row);
  return sums;
}

function deflate(row: number[], score: number, loadings: readonly number[]): void {
  for (const [index, loading] of loadings.entries()) (row[index] as number) -= score * loading;
}

function means(rows: readonly number[][]): number[] {
  return combine(
    rows,
    rows.map(() => 1),
  ).map((sum) => sum / rows.length);
}
