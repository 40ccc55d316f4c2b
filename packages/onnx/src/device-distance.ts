import { type Tensor, toFloat32 } from './tensor.ts';

/**
 * How far what a device computes may be from what the processor computes: of the largest absolute value of a
 * layer. Both round to 24 bits and add up in another order; published activations differ by less than this
 * between processors' own libraries.
 */
export const deviceTolerance = 1e-4;

/**
 * The largest distance of two tensors, by the largest finite absolute value of the first. Whole numbers, truth values and
 * text are the same or not: sizes and ids have no scale.
 *
 * @returns infinity for what is not to be measured so, such as other sizes, or NaN on one side alone
 */
export function deviceDistance(expected: Tensor, found: Tensor): number {
  const sameSizes = expected.shape.join() === found.shape.join();
  if (!sameSizes || expected.type !== found.type) return Number.POSITIVE_INFINITY;
  if (!expected.type.startsWith('float')) {
    const { values } = found;
    const isSame = Array.prototype.every.call(
      expected.values,
      (value, index) => value === values[index],
    );
    return isSame ? 0 : Number.POSITIVE_INFINITY;
  }
  const [a, b] = [toFloats(expected), toFloats(found)];
  let [largest, scale] = [0, 0];
  for (let index = 0; index < a.length; index++) {
    const [wanted, got] = [a[index]!, b[index]!];
    const distance = Object.is(wanted, got) ? 0 : Math.abs(wanted - got);
    // Infinite, or no number, on one side alone.
    if (!Number.isFinite(distance)) return Number.POSITIVE_INFINITY;
    if (distance > largest) largest = distance;
    const size = Math.abs(wanted);
    if (size > scale && size < Number.POSITIVE_INFINITY) scale = size;
  }
  if (largest === 0) return 0;
  return scale === 0 ? Number.POSITIVE_INFINITY : largest / scale;
}

function toFloats(tensor: Tensor): Float32Array | Float64Array {
  return tensor.values instanceof Float64Array ? tensor.values : toFloat32(tensor);
}
