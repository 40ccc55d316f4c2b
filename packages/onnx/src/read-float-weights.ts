import type { NdArray } from '@ventral/arrays';
import { elementTypeOf } from './element-type.ts';
import { embedWeights } from './embed-weights.ts';
import { readFloats } from './float-weights.ts';
import type { OnnxModel } from './onnx-model.ts';
import { readWeight } from './weights.ts';

/**
 * Copies of weights of a model, by name: those of the names that are initializers of float32. Weights in
 * other files are read.
 *
 * @throws VentralError `MODEL_UNREADABLE` where a file cannot be read, or holds too few numbers
 */
export async function readFloatWeights(
  model: OnnxModel,
  names: readonly string[],
): Promise<Readonly<Record<string, NdArray<Float32Array>>>> {
  const wanted = new Set(names);
  const isWanted = (bytes: Uint8Array) => {
    const { name, dataType } = readWeight(bytes);
    return wanted.has(name) && elementTypeOf(dataType) === 'float32';
  };
  const initializer = model.graph.initializer.filter(isWanted);
  const { graph } = await embedWeights({
    ...model,
    graph: { ...model.graph, node: [], initializer },
  });
  return Object.fromEntries(
    graph.initializer.map(readWeight).map((tensor) => {
      const { values } = readFloats(tensor, `'${tensor.name}'`);
      return [tensor.name, { shape: tensor.dims.map(Number), values: values as Float32Array }];
    }),
  );
}
