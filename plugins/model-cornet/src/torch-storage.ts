import { VentralError } from '@ventral/errors';

/** The elements of tensors, one after the other. */
export type Elements = Float32Array | Float64Array | BigInt64Array | Int32Array | Uint8Array;

interface ElementsType {
  readonly BYTES_PER_ELEMENT: number;
  new (bytes: ArrayBuffer | number): Elements;
}

const types: Readonly<Record<string, ElementsType>> = {
  'torch.FloatStorage': Float32Array,
  'torch.DoubleStorage': Float64Array,
  'torch.LongStorage': BigInt64Array,
  'torch.IntStorage': Int32Array,
  'torch.ByteStorage': Uint8Array,
  'torch.BoolStorage': Uint8Array,
};

/** Elements that one or more tensors share: known while a pickle is read, and filled in later. */
export interface TorchStorage {
  /** Bytes of an element. */
  readonly elementSize: number;
  /** Empty before it is filled. */
  readonly elements: Elements;
  /** Elements of the same type, all 0. */
  allocate(length: number): Elements;
  /** @throws VentralError `MODEL_UNREADABLE` for what is no whole number of elements */
  fill(bytes: Uint8Array): void;
}

/**
 * @param name of PyTorch's class, such as `torch.FloatStorage`
 * @throws VentralError `MODEL_UNREADABLE` for a type of numbers that is not read
 */
export function createStorage(name: string): TorchStorage {
  const type = types[name];
  if (type === undefined) {
    throw new VentralError('MODEL_UNREADABLE', `A tensor is of ${name || 'no type'}.`, {
      hint: `Save the weights as float32; read are ${Object.keys(types).join(', ')}.`,
    });
  }
  let elements: Elements = new type(0);
  return {
    elementSize: type.BYTES_PER_ELEMENT,
    get elements() {
      return elements;
    },
    allocate: (length) => new type(length),
    fill(bytes) {
      if (bytes.length % type.BYTES_PER_ELEMENT !== 0) {
        throw new VentralError('MODEL_UNREADABLE', 'A tensor is cut short.');
      }
      // A copy of its own: within the file, numbers need not lie where an array may begin.
      elements = new type(Uint8Array.from(bytes).buffer);
    },
  };
}
