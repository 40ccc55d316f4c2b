/** What a sample is made of: one array of this shape under this name. */
export interface InputLayer {
  readonly kind: 'input';
  readonly name: string;
  /** Of one sample: `[features]`. */
  readonly shape: readonly number[];
}

/** `y = x kernel + bias`; parameters `<name>.kernel`, `[inputs, units]`, and `<name>.bias`, `[units]`. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly name: string;
  /** Name of the layer it reads. */
  readonly input: string;
  readonly units: number;
}

/** The positive part. */
export interface ReluLayer {
  readonly kind: 'relu';
  readonly name: string;
  /** Name of the layer it reads. */
  readonly input: string;
}

/** Layers side by side, along the first axis of a sample. */
export interface ConcatenateLayer {
  readonly kind: 'concatenate';
  readonly name: string;
  /** Names of the layers it reads, in order. */
  readonly inputs: readonly string[];
}

/** One step of a network. */
export type NetworkLayer = InputLayer | DenseLayer | ReluLayer | ConcatenateLayer;

/** A network as plain data. */
export interface Network {
  /** In the order of computation; the last one is the output. */
  readonly layers: readonly NetworkLayer[];
}
