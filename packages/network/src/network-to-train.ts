import type { Preprocessing } from '@ventral/images';
import type { OnnxModel } from '@ventral/onnx';

/** How a network to train is asked for. */
export interface NetworkOptions {
  /** Classes that it is to tell apart, from 2. */
  readonly classes: number;
  /** Of its first weights. */
  readonly seed: number;
  /**
   * Width and height of its images, in pixels.
   * @default its own
   */
  readonly imageSize?: number | undefined;
}

/** A network with random weights. */
export interface NetworkToTrain {
  /** Takes colour images, channels first; its one output has a number a class, before any softmax. */
  readonly model: OnnxModel;
  readonly preprocessing: Preprocessing;
  /** Width and height of its images, in pixels. */
  readonly imageSize: number;
  /** Width of its field of view in degrees of visual angle. */
  readonly visualDegrees?: number;
  /** The layers that stand for regions. */
  readonly regionLayers?: Readonly<Record<string, string>>;
}

/** What a package exports for each of the networks that its manifest names. */
export type MakeNetwork = (options: NetworkOptions) => NetworkToTrain | Promise<NetworkToTrain>;
