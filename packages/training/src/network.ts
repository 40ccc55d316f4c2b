import type { OnnxModel } from '@ventral/onnx';

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

/** Square windows that slide over an image. */
export interface Windows {
  /** Width and height in pixels. */
  readonly size: number;
  /**
   * Pixels from one window to the next.
   * @default 1
   */
  readonly stride?: number;
  /**
   * Pixels added beyond each border: zeros to a convolution, nothing to a pool. Less than `size`.
   * @default 0
   */
  readonly padding?: number;
}

/**
 * Weighted sums over windows of samples of shape `[channels, height, width]`; parameters
 * `<name>.kernel`, `[filters, channels, size, size]`, and `<name>.bias`, `[filters]`. In float32 only.
 */
export interface Conv2dLayer {
  readonly kind: 'conv2d';
  readonly name: string;
  /** Name of the layer it reads. */
  readonly input: string;
  readonly filters: number;
  readonly windows: Windows;
}

/** The largest value in each window, of samples of shape `[channels, height, width]`. */
export interface MaxPool2dLayer {
  readonly kind: 'maxPool2d';
  readonly name: string;
  /** Name of the layer it reads. */
  readonly input: string;
  readonly windows: Windows;
}

/** All values of a sample in one row, in row-major order. */
export interface FlattenLayer {
  readonly kind: 'flatten';
  readonly name: string;
  /** Name of the layer it reads. */
  readonly input: string;
}

/** One step of a network. */
export type NetworkLayer =
  | InputLayer
  | DenseLayer
  | ReluLayer
  | ConcatenateLayer
  | Conv2dLayer
  | MaxPool2dLayer
  | FlattenLayer;

/** A network as plain data. */
export interface Network {
  /** In the order of computation; the last one is the output. */
  readonly layers: readonly NetworkLayer[];
}

/** A network of an ONNX file, of which some weights are trained and all others stay as they are. */
export interface OnnxNetwork {
  /** Takes samples of float32 along the first axis of each input, whatever size the file gives to it. */
  readonly model: OnnxModel;
  /**
   * Names of weights of float32; or `all` those with axes (single numbers are settings), but for the
   * running means and variances of batch normalisation and the bounds of `Clip`, `Pad` and `Resize`.
   */
  readonly trainable: readonly string[] | 'all';
  /**
   * Name of the value that has targets, one row a sample.
   * @default the only output
   */
  readonly output?: string;
}

/** Whether a network comes from an ONNX file, and is not made of layers. */
export function isOnnxNetwork(network: Network | OnnxNetwork): network is OnnxNetwork {
  return 'model' in network;
}
