import { createMatrix, type Matrix, multiply } from '@ventral/numerics';
import type { Parametrization, PlaneSize } from './parametrization.ts';

// Standard deviation of a random image before it is brought between black and white.
const spread = 0.8;

/**
 * Images as waves: a wave's amplitude is its number over its frequency, as in natural images, so that a step
 * goes as far along coarse waves as along fine ones; a logistic function brings the sum between black and white.
 *
 * Method: the separable Hartley transform, an orthonormal real Fourier basis, as two products with matrices.
 * Reference: Olah, Mordvintsev & Schubert (2017), https://doi.org/10.23915/distill.00007
 */
export const fourierParametrization: Parametrization = {
  stepSize: 0.1,
  draw: ({ width, height, planes }, random) =>
    Float32Array.from({ length: planes * height * width }, () => spread * random.standardNormal()),
  async toValues(numbers, size) {
    const sums = await transform(scaled(numbers, size), size);
    toLogistic(sums);
    return sums;
  },
  async toSlopes(slopes, values, size) {
    const bySums = throughLogistic(slopes, values);
    return scaled(await transform(bySums, size), size);
  },
  confine() {},
};

// Loops in functions of their own, which the engine compiles: an async function it leaves half way.
function toLogistic(values: Float32Array): void {
  for (let at = 0; at < values.length; at++) values[at] = 1 / (1 + Math.exp(-values[at]!));
}

function throughLogistic(slopes: Float32Array, values: Float32Array): Float32Array {
  const result = new Float32Array(slopes.length);
  for (let at = 0; at < result.length; at++) {
    result[at] = slopes[at]! * values[at]! * (1 - values[at]!);
  }
  return result;
}

/** Each plane in the other basis; the transform is its own inverse. */
async function transform(planes: Float32Array, size: PlaneSize): Promise<Float32Array> {
  const { width, height } = size;
  const [across, down] = [hartley(width), hartley(height)];
  const result = new Float32Array(planes.length);
  // All rows at once; columns plane by plane.
  const rows = await multiply(createMatrix([planes.length / width, width], planes), across);
  for (let start = 0; start < planes.length; start += width * height) {
    const plane = rows.values.subarray(start, start + width * height);
    const both = await multiply(down, createMatrix([height, width], plane));
    result.set(both.values, start);
  }
  return result;
}

const bases = new Map<number, Matrix<Float32Array>>();

/** The orthonormal, symmetric matrix of `cos + sin` of each frequency at each place. */
function hartley(size: number): Matrix<Float32Array> {
  const known = bases.get(size);
  if (known !== undefined) return known;
  const values = Float32Array.from({ length: size * size }, (_, cell) => {
    const angle = (2 * Math.PI * ((Math.floor(cell / size) * (cell % size)) % size)) / size;
    return (Math.cos(angle) + Math.sin(angle)) / Math.sqrt(size);
  });
  const basis = createMatrix([size, size], values);
  bases.set(size, basis);
  return basis;
}

/** Numbers times the amplitude of their waves, whose mean square over all waves is 1. */
function scaled(numbers: Float32Array, { width, height }: PlaneSize): Float32Array {
  const amplitudes = amplitudesOf(width, height);
  const result = new Float32Array(numbers.length);
  for (let start = 0; start < numbers.length; start += amplitudes.length) {
    for (let at = 0; at < amplitudes.length; at++) {
      result[start + at] = numbers[start + at]! * amplitudes[at]!;
    }
  }
  return result;
}

const scales = new Map<string, Float32Array>();

function amplitudesOf(width: number, height: number): Float32Array {
  const key = `${width} ${height}`;
  const known = scales.get(key);
  if (known !== undefined) return known;
  const least = 1 / Math.max(width, height);
  const cycles = (index: number, size: number) => Math.min(index, size - index) / size;
  const amplitudes = Float32Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [cycles(at % width, width), cycles(Math.floor(at / width), height)];
    return 1 / Math.max(Math.hypot(x, y), least);
  });
  const squares = amplitudes.reduce((sum, one) => sum + one * one, 0) / amplitudes.length;
  const normalised = amplitudes.map((one) => one / Math.sqrt(squares));
  scales.set(key, normalised);
  return normalised;
}
