import { VentralError } from '@ventral/errors';
import {
  type ElementType,
  inferValues,
  listWeights,
  modelInputs,
  type OnnxModel,
} from '@ventral/onnx';
import type { Sizes } from './node-place.ts';

/** Sizes of inputs that a file leaves open, by name: one number an axis, the first undefined where any fits. */
export type InputSizes = Readonly<Record<string, readonly (number | undefined)[]>>;

/** The types and the sizes of all values of a network, before anything is computed. */
export interface ValueSizes {
  type(value: string): ElementType | undefined;
  /** Sizes; undefined where one follows the number of samples, or is not known. */
  sizes(value: string): Sizes;
}

// Numbers of samples that few other sizes have: a size that differs between them follows the samples.
const someSamples = 31;
const otherSamples = 37;

/**
 * Finds the type and the sizes of every value, whatever the number of samples.
 *
 * @param follows names of inputs whose open sizes follow from what they are compared with
 * @throws VentralError `OPTION_INVALID` where an input leaves open more than the number of samples
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 */
export async function findValueSizes(
  model: OnnxModel,
  given: InputSizes,
  follows: readonly string[] = [],
): Promise<ValueSizes> {
  const inputs = modelInputs(model).map((input) => {
    if (follows.includes(input.name)) return input;
    const shape = input.shape.map((size, axis) => size ?? given[input.name]?.[axis]);
    if (shape.slice(1).every((size) => size !== undefined)) return { ...input, shape };
    const shown = input.shape.map((size) => size ?? '?').join(' x ');
    throw new VentralError(
      'OPTION_INVALID',
      `The input '${input.name}' of ${model.name} leaves its sizes open: ${shown}.`,
      {
        hint: `Give them: differentiate(model, { sizes: { '${input.name}': [1, 3, 224, 224] } }).`,
      },
    );
  });
  const inferFor = async (samples: number) => {
    const shown = inputs.map(({ shape, ...input }) => ({
      ...input,
      shape: follows.includes(input.name) ? shape : shape.map((size) => size ?? samples),
    }));
    const values = new Map(await inferValues(model, shown));
    for (const { name, type, shape } of shown) {
      values.set(name, { type, sizes: shape.map((size) => size ?? '') });
    }
    return values;
  };
  const isOpen = inputs.some(({ shape }) => shape.includes(undefined));
  const first = await inferFor(someSamples);
  const other = isOpen ? await inferFor(otherSamples) : first;
  const weights = new Map(
    listWeights(model).map(({ name, type, shape }) => [name, { type, sizes: shape }] as const),
  );
  const find = (value: string) => weights.get(value) ?? first.get(value);
  return {
    type: (value) => find(value)?.type,
    sizes: (value) => {
      const others = weights.get(value) ?? other.get(value);
      return (find(value)?.sizes ?? []).map((size, axis) =>
        typeof size === 'number' && size === others?.sizes[axis] ? size : undefined,
      );
    },
  };
}
