import type { GraphProto, ModelProto } from './generated/onnx_pb.ts';

/** An ONNX model in memory. Its weights are views into the bytes it was read from. */
export interface OnnxModel {
  /** What messages call it: the path of its file, where it has one. */
  readonly name: string;
  /** Where the files lie that hold weights kept outside the model's own. */
  readonly folder: string | undefined;
  /** Versions and whatever else the file says around its graph. */
  readonly header: Omit<ModelProto, 'graph'>;
  readonly graph: GraphProto;
}

/**
 * The header of a graph whose weights are no longer listed among its inputs, as files before
 * version 4 of the format had to. The runtime then knows that they never change.
 */
export function withConstantWeights(header: OnnxModel['header']): OnnxModel['header'] {
  return header.irVersion < 4n ? { ...header, irVersion: 4n } : header;
}
