import { isVentralError } from '@ventral/errors';
import { encodeConstant } from './build-model.ts';
import { elementTypeCode } from './element-type.ts';
import type { GraphProto, NodeProto } from './generated/onnx_pb.ts';
import { imageNodes } from './image-nodes.ts';
import { type InferredValue, inferValues } from './infer-values.ts';
import { type ModelInput, modelInputs } from './model-inputs.ts';
import { nodeAttributes } from './node-attributes.ts';
import { type OnnxModel, withConstantWeights } from './onnx-model.ts';
import { readIntegers } from './read-integers.ts';
import { mixesImages } from './row-wise.ts';
import { namesReadBy } from './subgraphs.ts';
import { valueInfo } from './value-info.ts';
import { readWeight } from './weights.ts';

/** A network whose file fixed the number of images at one. */
export interface FreedBatch {
  /** Takes any number of images; the network as it was where that is not certain to be the same. */
  readonly model: OnnxModel;
  /** Why it was left as it was, as a clause: `'fc' (Transpose) may mix images`. */
  readonly fixed?: string;
}

// A number that few other sizes have.
const someBatch = 31;

/**
 * Lets a network take any number of images whose file fixes it at one, where each row of every value it
 * computes is certain to be what the file computes for that image alone. Its first axis counts the images
 * from the input to the outputs: what is known of each operator says that rows are not mixed, and the
 * runtime's inferred sizes, for one image and for many, that there are as many rows as images. A `Reshape`
 * to constant sizes that begin with 1 gets the images' number in its place; nothing else is changed.
 *
 * Left as it was, with the reason: a network of several inputs, of another number of images, or with
 * an operator that is not known to keep images apart.
 *
 * @param sizes sizes of the input, where the file leaves its height or width open
 */
export async function freeBatch(
  model: OnnxModel,
  sizes: Readonly<Record<string, readonly (number | undefined)[]>> = {},
): Promise<FreedBatch> {
  const [input, ...others] = modelInputs(model);
  if (input === undefined || others.length > 0) return { model, fixed: 'it has several inputs' };
  if (input.type === undefined || input.shape[0] !== 1) {
    return { model, fixed: 'its number of images is not fixed at one' };
  }
  const freed = openBatch(model, input);
  const [, ...rest] = sizes[input.name] ?? input.shape;
  const shown = (images: number) => [{ ...input, shape: [images, ...rest] }];
  try {
    const one = await inferValues(model, shown(1));
    const many = await inferValues(freed, shown(someBatch));
    const fixed = mixedIn(freed, input.name, rest.length + 1, one, many);
    return fixed === undefined ? { model: freed } : { model, fixed };
  } catch (error) {
    if (!isVentralError(error) || error.code !== 'MODEL_UNREADABLE') throw error;
    return { model, fixed: 'the runtime refuses it for more images' };
  }
}

/** The model with the first size of its input left open, and of what it reshapes the images to. */
function openBatch(model: OnnxModel, { name, type, shape }: ModelInput): OnnxModel {
  const { graph } = model;
  const constants = integersOf(graph);
  const ofImages = new Set(imageNodes(graph, [name]));
  const reshapes = graph.node.filter((node) => {
    const sizes = constants(node.input[1]);
    return ofImages.has(node) && node.opType === 'Reshape' && sizes?.[0] === 1 && !keepsZero(node);
  });
  const renamed = new Map(reshapes.map((node) => [node, `${node.output[0]}/sizes of any batch`]));
  return {
    ...model,
    header: withConstantWeights(model.header),
    graph: {
      ...graph,
      input: graph.input.map((value) =>
        value.name === name && type !== undefined
          ? valueInfo(name, elementTypeCode(type), [undefined, ...shape.slice(1)])
          : value,
      ),
      node: graph.node.map((node) => {
        const sizes = renamed.get(node);
        return sizes === undefined ? node : { ...node, input: [node.input[0]!, sizes] };
      }),
      initializer: [
        ...graph.initializer,
        ...reshapes.map((node) => {
          // Zero stands for the size that the value had along this axis.
          const values = [0, ...(constants(node.input[1]) as readonly number[]).slice(1)];
          const sizes = BigInt64Array.from(values, BigInt);
          return encodeConstant({
            name: renamed.get(node)!,
            shape: [values.length],
            values: sizes,
          });
        }),
      ],
      // Only names: the runtime finds types and sizes by itself.
      output: graph.output.map((value) => ({ ...value, type: undefined })) as GraphProto['output'],
      valueInfo: [],
    },
  };
}

function keepsZero(node: NodeProto): boolean {
  const { allowzero } = nodeAttributes(node);
  return allowzero !== undefined && 'int' in allowzero && allowzero.int !== 0;
}

/** Why images are not certain to stay apart, as a clause; undefined where they are. */
function mixedIn(
  { graph, header }: OnnxModel,
  input: string,
  inputRank: number,
  one: ReadonlyMap<string, InferredValue>,
  many: ReadonlyMap<string, InferredValue>,
): string | undefined {
  const standard = header.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  const opset = Number(standard?.version ?? 1);
  const constants = integersOf(graph);
  const nodes = imageNodes(graph, [input]);
  const images = new Set(
    [input, ...nodes.flatMap((node) => node.output)].filter((name) => name !== ''),
  );
  const counted = namesOfSizes(graph, images);
  const rank = (name: string | undefined) =>
    name === input ? inputRank : (many.get(name ?? '')?.sizes.length ?? 0);
  for (const node of nodes) {
    const name = node.name || node.output[0];
    const sizesOnly =
      node.opType === 'Reshape' || node.opType === 'Expand' ? node.input[1] : undefined;
    if (namesReadBy(node).some((one) => counted.has(one) && one !== sizesOnly)) {
      return `'${name}' (${node.opType}) reads the number of images`;
    }
    const mixed = mixesImages({
      node,
      opset,
      isOfImages: (index) => images.has(node.input[index]!),
      rankOf: (index) => rank(node.input[index]),
      outputRank: rank(node.output[0]),
      integersOf: (index) => constants(node.input[index]),
    });
    if (mixed !== undefined) return mixed;
    for (const output of node.output.filter((one) => one !== '')) {
      if (!countsImages(one.get(output), many.get(output))) {
        return `the first axis of '${output}' (${node.opType}) does not count the images`;
      }
    }
  }
  return undefined;
}

/** Whether the first size of a value, and no other, is the number of images. */
function countsImages(one: InferredValue | undefined, many: InferredValue | undefined): boolean {
  if (one === undefined || many === undefined || one.sizes.length !== many.sizes.length)
    return false;
  return many.sizes.every((size, axis) => {
    if (axis === 0) return size === someBatch && one.sizes[0] === 1;
    return typeof size === 'number'
      ? size === one.sizes[axis]
      : typeof one.sizes[axis] === 'string';
  });
}

/** Names of values that are computed from the sizes of values of images. */
function namesOfSizes(graph: GraphProto, images: ReadonlySet<string>): ReadonlySet<string> {
  const counted = new Set<string>();
  for (const node of graph.node) {
    const reads = namesReadBy(node);
    const asksSizes = node.opType === 'Shape' || node.opType === 'Size';
    if (!reads.some((name) => counted.has(name) || (asksSizes && images.has(name)))) continue;
    for (const output of node.output) if (!images.has(output)) counted.add(output);
  }
  return counted;
}

/** Reads the whole numbers of constants, by name. */
function integersOf(
  graph: GraphProto,
): (name: string | undefined) => readonly number[] | undefined {
  const tensors = new Map([
    ...graph.initializer.map(readWeight).map((tensor) => [tensor.name, tensor] as const),
    ...graph.node.flatMap(({ opType, output, attribute }) => {
      const tensor =
        opType === 'Constant' ? attribute.find(({ t }) => t !== undefined)?.t : undefined;
      return tensor === undefined ? [] : [[output[0] ?? '', tensor] as const];
    }),
  ]);
  return (name = '') => {
    const tensor = tensors.get(name);
    return tensor && readIntegers(tensor);
  };
}
