// @ts-check
/** Our decompositions beside those of ml-matrix, at the sizes of training rows: what ours gain. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createServer } from 'vite';
import { workspaceFolder } from '../workspace.mjs';
import { median } from './median.mjs';

const runs = 5;
const sites = 88;

/** @returns {Promise<string[][]>} rows of the table */
export async function benchDecompositions() {
  // From the sources: decompositions are no part of what the package exports.
  const server = await createServer({
    root: workspaceFolder,
    configFile: false,
    logLevel: 'error',
    oxc: { target: 'node20.19' },
    server: { middlewareMode: true, ws: false, watch: null },
    ssr: { resolve: { conditions: ['@ventral/source'] } },
  });
  try {
    /** @param {string} name of a file of numerics */
    const load = (name) => server.ssrLoadModule(`/packages/numerics/src/${name}.ts`);
    const { createMatrix, identityMatrix, transposeMatrix } = await load('matrix');
    const { factorCholesky, solveCholesky } = await load('cholesky');
    const { tridiagonalize } = await load('tridiagonal');
    const { diagonalize } = await load('diagonalize');
    const { timesVector } = await load('matrix-vector');
    const { disposeMatrixEngine, multiply } = await load('matrix-engine');
    const { RandomState } = await load('random-state');
    const { Matrix, CholeskyDecomposition, EigenvalueDecomposition } = createRequire(
      join(workspaceFolder, 'packages/numerics/package.json'),
    )('ml-matrix');

    const random = new RandomState(1);
    const draw = (/** @type {number} */ rows, /** @type {number} */ columns) =>
      createMatrix(
        [rows, columns],
        Float64Array.from({ length: rows * columns }, () => random.standardNormal()),
      );
    const theirs = (/** @type {any} */ { shape: [rows, columns], values }) =>
      Matrix.from1DArray(rows, columns, values);
    const gramOf = (/** @type {any} */ features) =>
      multiply(features, features, { transposeB: true });
    const decompose = (/** @type {any} */ matrix) =>
      new EigenvalueDecomposition(theirs(matrix), { assumeSymmetric: true });

    const rows = [];
    for (const size of [64, 576]) {
      const [gram, right] = [await gramOf(draw(size, size + 50)), draw(size, sites)];
      rows.push(
        await compare(
          `Cholesky, ${size} x ${size}, solved for ${sites} sites`,
          async () => (await solveCholesky(await factorCholesky(gram), right)).values,
          () => new CholeskyDecomposition(theirs(gram)).solve(theirs(right)).to1DArray(),
        ),
      );
    }
    for (const size of [64, 300]) {
      const gram = await gramOf(draw(size, size + 50));
      rows.push(
        await compare(
          `eigenvectors, ${size} x ${size}`,
          async () => {
            const { diagonal, offDiagonal, rotate } = await tridiagonalize(gram);
            const vectors = transposeMatrix(await rotate(identityMatrix(size)));
            return (await diagonalize(diagonal, offDiagonal, vectors)).sort();
          },
          () => Float64Array.from(decompose(gram).realEigenvalues).sort(),
        ),
        // Leave-one-out errors need no more than this form; ml-matrix keeps it to itself.
        await compare(
          `tridiagonal form, ${size} x ${size}`,
          async () => [sum((await tridiagonalize(gram)).diagonal)],
          () => [sum(decompose(gram).realEigenvalues)],
        ),
      );
    }
    const [matrix, vector] = [draw(80, 80), draw(80, 1)];
    rows.push(
      await compare(
        '1,000 products of 80 x 80 and a vector',
        () => repeat(1000, () => timesVector(matrix, vector.values)),
        () => {
          const [a, x] = [theirs(matrix), theirs(vector)];
          return repeat(1000, () => a.mmul(x)).to1DArray();
        },
      ),
    );
    await disposeMatrixEngine();
    return rows;
  } finally {
    await server.close();
  }
}

/**
 * @param {string} what
 * @param {() => ArrayLike<number> | Promise<ArrayLike<number>>} compute
 * @param {() => ArrayLike<number>} computeTheirs
 */
async function compare(what, compute, computeTheirs) {
  const [ours, theirs] = [[], []];
  /** @type {[ArrayLike<number>, ArrayLike<number>]} */
  let results = [[], []];
  // The first run, before either is compiled, does not count.
  for (let run = 0; run <= runs; run++) {
    const start = performance.now();
    const ourResult = await compute();
    const between = performance.now();
    results = [ourResult, computeTheirs()];
    if (run === 0) continue;
    ours.push(between - start);
    theirs.push(performance.now() - between);
  }
  const [a, b] = [median(ours), median(theirs)];
  const [time, baseline] = [a, b].map((ms) => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`);
  return [what, time, `${baseline} (ml-matrix)`, `${(b / a).toFixed(1)} x`, agreement(...results)];
}

/**
 * @param {ArrayLike<number>} ours
 * @param {ArrayLike<number>} theirs
 */
function agreement(ours, theirs) {
  const largest = Math.max(...Array.from(ours, Math.abs));
  const apart = Math.max(...Array.from(ours, (value, index) => Math.abs(value - theirs[index])));
  return apart === 0 ? 'yes: every digit' : `yes: to ${(apart / largest).toExponential(0)}`;
}

/** @param {ArrayLike<number>} values */
function sum(values) {
  return Array.from(values).reduce((total, value) => total + value, 0);
}

/**
 * @template Result
 * @param {number} times
 * @param {() => Result} compute
 * @returns {Result} the last one
 */
function repeat(times, compute) {
  for (let time = 1; time < times; time++) compute();
  return compute();
}
