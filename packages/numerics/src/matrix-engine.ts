import { VentralError } from '@ventral/errors';
import { buildModel, type ModelGraph, openSession, type Session } from '@ventral/onnx';
import { createMatrix, type Matrix } from './matrix.ts';
import { timesVector } from './matrix-vector.ts';
import { multiplySmall, type ProductOptions } from './small-product.ts';

// Up to about this many multiplications a call of the engine (17 microseconds) takes longer than
// loops do.
const smallProduct = 2 ** 13;

const sessions = new Map<string, Promise<Session>>();

/**
 * The matrix product `A B`, of either factor transposed where asked, in the precision of its
 * factors; small products by ml-matrix, all others by onnxruntime's kernels on every core.
 *
 * Time grows with `rows x columns x inner size`: about 90 (float64) or 200 (float32) billion
 * floating-point operations a second on two cores.
 *
 * @example
 * const gram = await multiply(features, features, { transposeB: true });
 * @throws VentralError `SHAPE_MISMATCH` where the inner sizes differ
 */
export async function multiply<Values extends Float32Array | Float64Array>(
  a: Matrix<Values>,
  b: Matrix<Values>,
  { transposeA = false, transposeB = false }: ProductOptions = {},
): Promise<Matrix<Values>> {
  const [rows, inner] = transposeA ? a.shape.toReversed() : a.shape;
  const [innerB, columns] = transposeB ? b.shape.toReversed() : b.shape;
  if (inner !== innerB) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `A matrix of ${rows} x ${inner} cannot be multiplied by one of ${innerB} x ${columns}.`,
    );
  }
  if (rows * columns * inner <= smallProduct) {
    return multiplySmall(a, b, [rows, columns], { transposeA, transposeB });
  }
  const type = a.values instanceof Float32Array ? 'float32' : 'float64';
  const session = await engineSession(`${type} ${transposeA} ${transposeB}`, () =>
    productGraph(type, transposeA, transposeB),
  );
  const { c } = await session.run({
    a: { type, shape: a.shape, values: a.values },
    b: { type, shape: b.shape, values: b.values },
  });
  return createMatrix([rows, columns], c?.values as Values);
}

// Products with one vector that are computed in one call of the engine.
const chainLength = 8;

/**
 * The first one or more of `A x`, `A A x`, `A A A x`, ..., for a symmetric matrix, `n x n`.
 *
 * One product with a vector is too little work for a call of the engine; several at a time take
 * half the time that loops do.
 */
export async function multiplyRepeatedly(
  matrix: Matrix,
  vector: Float64Array,
): Promise<Float64Array[]> {
  const [size] = matrix.shape;
  if (matrix.values.length <= smallProduct) return [timesVector(matrix, vector)];
  const session = await engineSession('chain', chainGraph);
  const { products } = await session.run({
    matrix: { type: 'float64', shape: matrix.shape, values: matrix.values },
    vector: { type: 'float64', shape: [1, size], values: vector },
  });
  const values = products?.values as Float64Array;
  return Array.from({ length: chainLength }, (_, index) =>
    values.subarray(index * size, (index + 1) * size),
  );
}

/** Frees what the engine holds; the next product opens it again. */
export async function disposeMatrixEngine(): Promise<void> {
  const open = [...sessions.values()];
  sessions.clear();
  for (const session of open) await (await session)[Symbol.asyncDispose]();
}

function engineSession(name: string, describe: () => ModelGraph): Promise<Session> {
  const open = sessions.get(name) ?? openSession(buildModel(describe()));
  sessions.set(name, open);
  return open;
}

function productGraph(
  type: 'float32' | 'float64',
  transposeA: boolean,
  transposeB: boolean,
): ModelGraph {
  return {
    inputs: [
      { name: 'a', type, shape: ['rowsA', 'columnsA'] },
      { name: 'b', type, shape: ['rowsB', 'columnsB'] },
    ],
    outputs: [{ name: 'c', type, shape: ['rows', 'columns'] }],
    nodes: [
      {
        operation: 'Gemm',
        inputs: ['a', 'b'],
        outputs: ['c'],
        attributes: { transA: { int: Number(transposeA) }, transB: { int: Number(transposeB) } },
      },
    ],
  };
}

function chainGraph(): ModelGraph {
  const names = Array.from({ length: chainLength }, (_, index) => `product${index}`);
  return {
    inputs: [
      { name: 'matrix', type: 'float64', shape: ['n', 'n'] },
      { name: 'vector', type: 'float64', shape: [1, 'n'] },
    ],
    outputs: [{ name: 'products', type: 'float64', shape: [chainLength, 'n'] }],
    nodes: [
      ...names.map((name, index) => ({
        operation: 'MatMul',
        inputs: [names[index - 1] ?? 'vector', 'matrix'],
        outputs: [name],
      })),
      {
        operation: 'Concat',
        inputs: names,
        outputs: ['products'],
        attributes: { axis: { int: 0 } },
      },
    ],
  };
}
