import { encodeModel } from './encode-model.ts';
import { followLinks } from './follow-links.ts';
import type { OnnxModel } from './onnx-model.ts';

/** A graph as the runtime takes it. */
export interface EncodedGraph {
  readonly bytes: Uint8Array;
  /** What messages call it. */
  readonly name: string;
  /** Where the files of its weights lie, where it has any. */
  readonly folder?: string | undefined;
}

/** Brings a model into the form that the runtime takes. */
export async function encodeGraph(model: OnnxModel | Uint8Array): Promise<EncodedGraph> {
  if (model instanceof Uint8Array) return { bytes: model, name: 'The graph' };
  const { name, folder, ...rest } = await followLinks(model);
  return { bytes: encodeModel(rest), name, folder };
}
