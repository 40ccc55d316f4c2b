import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import type { UnusableLayer } from '@ventral/core';
import type { GraphLayer, ImageInput } from '@ventral/network';
import type { ModelInput } from '@ventral/onnx';
import type { TensorFlowFunctions } from '@ventral/tensorflow';

/** A network whose input is known. */
export interface ReadyNetwork {
  /** In the order of computation. */
  readonly layers: readonly GraphLayer[];
  /** The same layers as the rule for candidates knows them: operations by their names in ONNX. */
  readonly ruleLayers: readonly GraphLayer[];
  /** Values that cannot be read as one row an image. */
  readonly unusable: readonly UnusableLayer[];
  /** Operations that say something else each time. */
  readonly random: readonly string[];
  /**
   * What computes some of its layers.
   *
   * @returns their values, one row an image, in the order of the names
   */
  tap(names: readonly string[]): (images: Tensor4D) => readonly Tensor[];
}

/** A network of TensorFlow.js, of either kind. */
export interface TfjsNetwork {
  readonly inputs: readonly ModelInput[];
  /** Makes it ready for images of one size. */
  prepare(tf: TensorFlowFunctions, input: ImageInput): ReadyNetwork;
  /** Frees its weights. */
  dispose(): void;
}

/** Sizes as everyone but TensorFlow.js writes them: undefined where one is open. */
export function openSizes(
  shape: readonly (number | null | undefined)[] | undefined,
): readonly (number | undefined)[] {
  return (shape ?? []).map((size) => (size === null || (size ?? -1) < 1 ? undefined : size));
}

/** The type of an input, where images can be of it. */
export function inputType(dtype: string | undefined): ModelInput['type'] {
  return dtype === 'float32' || dtype === 'int32' ? dtype : undefined;
}
