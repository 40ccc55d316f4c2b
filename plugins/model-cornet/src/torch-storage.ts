import { VentralError } from '@ventral/errors';

const types = {
  'torch.FloatStorage': Float32Array,
  'torch.DoubleStorage': Float64Array,
  'torch.LongStorage': BigInt64Array,
  'torch.IntStorage': Int32Array,
  'torch.ByteStorage': Uint8Array,
  'torch.BoolStorage': Uint8Array,
};

/** The elements of tensors, one after the other. */
export type Elements = InstanceType<(typeof types)[keyof typeof types]>;

interface ElementsType {
  readonly BYTES_PER_ELEMENT: number;
  new (bytes: ArrayBuffer | number): Elements;
}

/** Elements that one or more tensors share: known while a pickle is read, and filled in later. */
export class TorchStorage {
  readonly type: ElementsType;
  /** Empty before it is filled. */
  elements: Elements;

  /**
   * @param name of PyTorch's class, such as `torch.FloatStorage`
   * @throws VentralError `MODEL_UNREADABLE` for a type of numbers that is not read
   */
  constructor(name: string) {
    const type = (types as Readonly<Record<string, ElementsType>>)[name];
    if (type === undefined) {
      throw new VentralError('MODEL_UNREADABLE', `A tensor is of ${name || 'no type'}.`, {
        hint: `Save the weights as float32; read are ${Object.keys(types).join(', ')}.`,
      });
    }
    this.type = type;
    this.elements = new type(0);
  }

  /** @throws VentralError `MODEL_UNREADABLE` for what is no whole number of elements */
  fill(bytes: Uint8Array): void {
    if (bytes.length % this.type.BYTES_PER_ELEMENT !== 0) {
      throw new VentralError('MODEL_UNREADABLE', 'A tensor is cut short.');
    }
    // A copy of its own: within the file, numbers need not lie where an array may begin.
    this.elements = new this.type(Uint8Array.from(bytes).buffer);
  }
}
