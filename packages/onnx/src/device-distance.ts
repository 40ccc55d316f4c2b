import { type Tensor, toFloat32 } from './tensor.ts';

/**
 * How far what a device computes may be from what the processor computes: of the largest absolute value of a
 * layer. Both round to 24 bits and add up in another order; published activations differ by less than this
 * between processors' own libraries.
 */
export const deviceTolerance = 1e-4;

/**
 * The largest distance of two tensors, by the largest finite absolute value of the first; of what is not to be
 * measured so, such as other sizes, NaN on one side or different text: infinity.
 */
export function deviceDistance(expected: Tensor, found: Tensor): number {
  const sameSizes = expected.shape.join() === found.shape.join();
  if (!sameSizes || expected.type !== found.type) return Number.POSITIVE_INFINITY;
  if (expected.type === 'string') {
    const { values } = found;
    const isSame = (expected.values as string[]).every((text, index) => text === values[index]);
    return isSame ? 0 : Number.POSITIVE_INFINITY;
  }
  const [a, b] = [toFloat32(expected), toFloat32(found)];
  let [largest, scale] = [0, 0];
  for (let index = 0; index < a.length; index++) {
    const [wanted, got] = [a[index]!, b[index]!];
    const distance = Object.is(wanted, got) ? 0 : Math.abs(wanted - got);
    // Infinite, or no number, on one side alone.
    if (!Number.isFinite(distance)) {
      if (wanted !== got) return Number.POSITIVE_INFINITY;
      continue;
    }
    if (distance > largest) largest = distance;
    const size = Math.abs(wanted);
    if (size > scale && size < Number.POSITIVE_INFINITY) scale = size;
  }
  if (largest === 0) return 0;
  return scale === 0 ? Number.POSITIVE_INFINITY : largest / scale;
}
