import { VentralError } from '@ventral/errors';
import { type Assembly, createAssembly } from './assembly.ts';
import { countValues } from './nd-array.ts';

/**
 * The assembly with its dimensions in another order, slowest first; values are copied.
 *
 * @example
 * transpose(recordings, ['presentation', 'neuroid']);
 *
 * @throws VentralError `SHAPE_MISMATCH` where the dimensions are not those of the assembly
 */
export function transpose(assembly: Assembly, dims: readonly string[]): Assembly {
  const axes = dims.map((dim) => assembly.dims.indexOf(dim));
  if (new Set(axes).size !== assembly.dims.length || axes.includes(-1)) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `An assembly of [${assembly.dims.join(', ')}] cannot be ordered as [${dims.join(', ')}].`,
    );
  }
  const shape = axes.map((axis) => assembly.shape[axis] as number);
  const strides = axes.map((axis) => countValues(assembly.shape.slice(axis + 1)));
  const { values } = assembly;
  const transposed = values.slice();
  let to = 0;
  function copy(axis: number, start: number): void {
    const size = shape[axis] as number;
    const stride = strides[axis] as number;
    for (let index = 0; index < size; index++) {
      const from = start + index * stride;
      if (axis + 1 < shape.length) copy(axis + 1, from);
      else transposed[to++] = values[from] as number;
    }
  }
  if (shape.length > 0) copy(0, 0);
  return createAssembly({ dims, shape, values: transposed, coords: assembly.coords });
}
