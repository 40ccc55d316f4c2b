import { cutValues } from './cut-values.ts';
import type { ElementType } from './element-type.ts';
import { findImageAxis, type SizesOfBatch } from './image-axis.ts';
import { imageNodes } from './image-nodes.ts';
import { inferValues } from './infer-values.ts';
import { type ModelInput, modelInputs } from './model-inputs.ts';
import type { OnnxModel } from './onnx-model.ts';
import { namesReadBy } from './subgraphs.ts';

/** A value inside a network that can be read: one row of numbers an image. */
export interface ModelLayer {
  readonly name: string;
  /** The ONNX operator that computes it, such as `Conv`. */
  readonly operation: string;
  readonly type: ElementType;
  /**
   * Sizes for one image (channels x height x width, say), the axis of images left out; undefined where
   * the file leaves them open.
   */
  readonly shape: readonly (number | undefined)[];
  /**
   * The axis that counts the images: 0 in most networks, 1 in transformers that hold tokens x images x
   * width. Undefined where the network takes one image, and all of the value is of that.
   */
  readonly imageAxis: number | undefined;
  /**
   * Whether the network can be cut here: nothing later reads anything computed before this value.
   * So it is on no branch, or it is where branches meet.
   */
  readonly isCut: boolean;
}

/** A value that is computed from images and cannot be read as one row of numbers an image. */
export interface UnusableValue {
  readonly name: string;
  /** The ONNX operator that computes it. */
  readonly operation: string;
  /** Why, as a clause: `none of its axes counts the images`. */
  readonly reason: string;
}

/** What a network computes from images, in the order of computation. */
export interface ListedLayers {
  readonly layers: readonly ModelLayer[];
  readonly unusable: readonly UnusableValue[];
}

// Where the file takes any number of images: numbers that few other sizes have. The second is asked for
// where the first does not tell which axis counts the images.
const someBatch = 31;
const otherBatch = 37;
// Their further outputs are by-products: a mask, indices, statistics of training.
const hasOneLayer = new Set(['BatchNormalization', 'Dropout', 'LayerNormalization', 'MaxPool']);

/**
 * The values a network computes from its images: every tensor of numbers with one row an image, along
 * whichever axis; and the tensors of numbers that have none, with the reason. Constants, arithmetic on
 * sizes, truths, text, and values inside the subgraphs of `If` and `Loop` are neither.
 *
 * Sizes come from the runtime, for a copy of the graph that takes its weights as inputs: no weight
 * is loaded and nothing is computed.
 *
 * @param sizes sizes of inputs whose height or width the file leaves open, batch included
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 */
export async function listLayers(
  model: OnnxModel,
  sizes: Readonly<Record<string, readonly (number | undefined)[]>> = {},
): Promise<ListedLayers> {
  const inputs = modelInputs(model).map((input) => ({
    ...input,
    shape: sizes[input.name] ?? input.shape,
  }));
  const stated = inputs[0]?.shape[0];
  const first = await inferSizes(model, inputs, stated ?? someBatch);
  const names = inputs.map((input) => input.name);
  const nodes = imageNodes(model.graph, names);
  const steps = nodes.map((node) => ({ reads: namesReadBy(node), makes: node.output }));
  const cuts = cutValues(steps, names);
  const values = nodes.flatMap(({ opType, output }) =>
    (hasOneLayer.has(opType) ? output.slice(0, 1) : output).flatMap((name) => {
      const { type, sizes } = first.values.get(name) ?? { sizes: [] };
      if (type === undefined || type === 'string' || type === 'bool') return [];
      // A number for all images together, or a value of which nothing is known.
      if (sizes.length === 0) return [];
      return [{ name, operation: opType, type, sizes }];
    }),
  );
  const isPlain = ({ sizes }: { readonly sizes: SizesOfBatch['sizes'] }) =>
    sizes[0] === first.images && (stated !== undefined || !sizes.includes(first.images, 1));
  const isCertain = first.images === 1 || values.every(isPlain);
  const other = isCertain
    ? undefined
    : // Not where sizes inside the network are those of its one number of images.
      await inferSizes(model, inputs, otherBatch).catch(() => undefined);
  const layers: ModelLayer[] = [];
  const unusable: UnusableValue[] = [];
  for (const { name, operation, type, sizes } of values) {
    const more = isPlain({ sizes }) ? undefined : other?.values.get(name)?.sizes;
    const found = findImageAxis(
      { images: first.images, sizes },
      more && { images: otherBatch, sizes: more },
    );
    if ('unusable' in found) {
      unusable.push({ name, operation, reason: found.unusable });
      continue;
    }
    const shape = sizes
      .filter((_, axis) => axis !== found.axis)
      .map((size) => (typeof size === 'number' ? size : undefined));
    layers.push({ name, operation, type, shape, imageAxis: found.axis, isCut: cuts.has(name) });
  }
  return { layers, unusable };
}

interface InferredSizes {
  readonly images: number;
  readonly values: Awaited<ReturnType<typeof inferValues>>;
}

async function inferSizes(
  model: OnnxModel,
  inputs: readonly ModelInput[],
  images: number,
): Promise<InferredSizes> {
  const stated = inputs[0]?.shape[0];
  const shown = inputs.map(({ shape: [batch, ...rest], ...input }) => {
    return { ...input, shape: [batch === stated || batch === undefined ? images : batch, ...rest] };
  });
  return { images, values: await inferValues(model, shown) };
}
