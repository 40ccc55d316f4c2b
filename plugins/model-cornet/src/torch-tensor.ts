import { countValues, type NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Elements, TorchStorage } from './torch-storage.ts';

/** A tensor of a PyTorch file. */
export type TorchTensor = NdArray<Elements>;

/** Where the elements of a tensor lie, and how it walks over them. */
export class TensorView {
  /**
   * Puts the elements in order, once the storage is filled; those that are, it does not copy.
   *
   * @throws VentralError `MODEL_UNREADABLE` where the storage has not so many
   */
  readonly gather: () => TorchTensor;

  /**
   * @param offset of the first element in the storage
   * @param strides elements from one place to the next, along each axis
   * @throws VentralError `MODEL_UNREADABLE` for sizes that are none
   */
  constructor(storage: TorchStorage, offset: unknown, shape: unknown, strides: unknown) {
    if (!isSize(offset) || !areSizes(shape) || !areSizes(strides)) throw cutShort();
    if (shape.length !== strides.length) throw cutShort();
    this.gather = () => ({ shape, values: gather(storage, offset, shape, strides) });
  }
}

function gather(
  { elements, type }: TorchStorage,
  offset: number,
  shape: readonly number[],
  strides: readonly number[],
): Elements {
  const length = countValues(shape);
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis]!, offset);
  if (length > 0 && last >= elements.length) throw cutShort();
  const isRowMajor = shape.every(
    (size, axis) => size === 1 || strides[axis] === countValues(shape.slice(axis + 1)),
  );
  if (isRowMajor) return elements.subarray(offset, offset + length);
  const values = new type(length);
  let filled = 0;
  const copy = (axis: number, from: number) => {
    const size = shape[axis];
    if (size === undefined) values[filled++] = elements[from] as never;
    else for (let place = 0; place < size; place++) copy(axis + 1, from + place * strides[axis]!);
  };
  copy(0, offset);
  return values;
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function areSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isSize);
}

function cutShort(): VentralError {
  return new VentralError('MODEL_UNREADABLE', 'A tensor has sizes that its file does not hold.');
}
