import { type ElementType, elementTypeOf } from './element-type.ts';
import type { OnnxModel } from './onnx-model.ts';
import { weightNames } from './weights.ts';

/** What a model wants to be fed. */
export interface ModelInput {
  readonly name: string;
  /** Undefined for what is no tensor of a common type. */
  readonly type: ElementType | undefined;
  /** Sizes; undefined where the file leaves one open, as most do for the batch. */
  readonly shape: readonly (number | undefined)[];
}

/** The inputs of a model. Weights, which old files list among them, are left out. */
export function modelInputs({ graph }: OnnxModel): readonly ModelInput[] {
  const weights = weightNames(graph);
  return graph.input
    .filter(({ name }) => !weights.has(name))
    .map(({ name, type }) => {
      const tensor = type?.value.case === 'tensorType' ? type.value.value : undefined;
      return {
        name,
        type: tensor && elementTypeOf(tensor.elemType),
        shape: (tensor?.shape?.dim ?? []).map(({ value }) =>
          // Some exporters write -1 or 0 for a size that is open.
          value.case === 'dimValue' && value.value > 0n ? Number(value.value) : undefined,
        ),
      };
    });
}
