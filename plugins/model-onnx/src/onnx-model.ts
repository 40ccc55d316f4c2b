import type { Model, PinnedFile } from '@ventral/core';
import { type NetworkDescription, networkModel } from '@ventral/network';

/** What makes a model of an ONNX file. */
export interface OnnxModelDescription extends Omit<NetworkDescription, 'network'> {
  /** Path of the file, or a pinned file that is fetched when the model is opened. */
  readonly file: string | PinnedFile;
}

/**
 * Makes a model of an ONNX file that takes one colour image.
 *
 * @example
 * const model = onnxModel({
 *   id: 'my_network',
 *   title: 'My network',
 *   file: 'my_network.onnx',
 *   preprocessing: preprocessings.torch,
 * });
 */
export function onnxModel({ file, ...description }: OnnxModelDescription): Model {
  return networkModel({ ...description, network: file });
}
