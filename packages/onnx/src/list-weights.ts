import { type ElementType, elementTypeOf } from './element-type.ts';
import type { OnnxModel } from './onnx-model.ts';
import { readWeight } from './weights.ts';

/** A constant that a model brings along. */
export interface ModelWeight {
  readonly name: string;
  /** Undefined for a type that is no common one. */
  readonly type: ElementType | undefined;
  readonly shape: readonly number[];
}

/** The constants that a model brings along, under their names in the file. Sparse ones are left out. */
export function listWeights({ graph }: OnnxModel): readonly ModelWeight[] {
  return graph.initializer.map((bytes) => {
    const { name, dataType, dims } = readWeight(bytes);
    return { name, type: elementTypeOf(dataType), shape: dims.map(Number) };
  });
}
