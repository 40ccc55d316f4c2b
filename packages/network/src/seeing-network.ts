import type { Preprocessing } from '@ventral/images';
import type { ModelLayer, OnnxModel } from '@ventral/onnx';
import type { ImageInput } from './image-input.ts';
import type { FedNoise } from './network-noise.ts';

/** A network that is shown images. */
export interface SeeingNetwork {
  /** What the user calls the model. */
  readonly name: string;
  readonly network: OnnxModel;
  readonly input: ImageInput;
  /** What is fed beside the images. */
  readonly noise?: FedNoise | undefined;
  readonly preprocessing: Preprocessing;
  /** All values of the network. */
  readonly layers: readonly ModelLayer[];
}
