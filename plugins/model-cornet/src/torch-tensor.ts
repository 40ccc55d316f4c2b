import { countValues, type NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Elements, TorchStorage } from './torch-storage.ts';

/** A tensor of a PyTorch file. */
export type TorchTensor = NdArray<Elements>;

/** Where the elements of a tensor lie. */
export class TensorView {
  readonly #storage: TorchStorage;
  readonly #offset: number;
  readonly #shape: readonly number[];
  readonly #strides: readonly number[];

  /**
   * @param offset of the first element in the storage
   * @param strides elements from one place to the next, along each axis
   * @throws VentralError `MODEL_UNREADABLE` for sizes that are none
   */
  constructor(storage: TorchStorage, offset: unknown, shape: unknown, strides: unknown) {
    if (!areSizes([offset]) || !areSizes(shape) || !areSizes(strides)) throw cutShort();
    if (shape.length !== strides.length) throw cutShort();
    this.#storage = storage;
    this.#offset = offset as number;
    this.#shape = shape;
    this.#strides = strides;
  }

  /**
   * Puts the elements in order, once the storage is filled.
   *
   * @throws VentralError `MODEL_UNREADABLE` where the storage has not so many
   */
  gather(): TorchTensor {
    const { elements } = this.#storage;
    const shape = this.#shape;
    const length = countValues(shape);
    const last = shape.reduce(
      (sum, size, axis) => sum + (size - 1) * (this.#strides[axis] as number),
      this.#offset,
    );
    if (length > 0 && last >= elements.length) throw cutShort();
    if (this.#isRowMajor()) {
      if (length === elements.length) return { shape, values: elements };
      return { shape, values: elements.slice(this.#offset, this.#offset + length) };
    }
    const values = this.#storage.allocate(length);
    for (let index = 0; index < length; index++)
      values[index] = elements[this.#find(index)] as never;
    return { shape, values };
  }

  #isRowMajor(): boolean {
    let expected = 1;
    for (let axis = this.#shape.length - 1; axis >= 0; axis--) {
      const size = this.#shape[axis] as number;
      if (size !== 1 && this.#strides[axis] !== expected) return false;
      expected *= size;
    }
    return true;
  }

  /** Where in the storage the element lies that is `index`-th in row-major order. */
  #find(index: number): number {
    let [rest, at] = [index, this.#offset];
    for (let axis = this.#shape.length - 1; axis >= 0; axis--) {
      const size = this.#shape[axis] as number;
      at += (rest % size) * (this.#strides[axis] as number);
      rest = Math.floor(rest / size);
    }
    return at;
  }
}

function areSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function cutShort(): VentralError {
  return new VentralError('MODEL_UNREADABLE', 'A tensor has sizes that its file does not hold.');
}
