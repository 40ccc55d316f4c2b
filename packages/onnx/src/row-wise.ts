import type { NodeProto } from './generated/onnx_pb.ts';
import { nodeAttributes } from './node-attributes.ts';

// Each number of the result is made of the number in its place.
const pointwise = [
  ...[
    'Abs',
    'Acos',
    'Asin',
    'Atan',
    'Cast',
    'Ceil',
    'Celu',
    'Clip',
    'Cos',
    'Cosh',
    'Dropout',
    'Elu',
  ],
  ...['Erf', 'Exp', 'Floor', 'Gelu', 'HardSigmoid', 'HardSwish', 'Identity', 'IsInf', 'IsNaN'],
  ...['LeakyRelu', 'Log', 'Mish', 'Neg', 'Not', 'Reciprocal', 'Relu', 'Round', 'Selu', 'Shrink'],
  ...[
    'Sigmoid',
    'Sign',
    'Sin',
    'Sinh',
    'Softplus',
    'Softsign',
    'Sqrt',
    'Tan',
    'Tanh',
    'ThresholdedRelu',
  ],
];
// The first axis counts the images by the operator's definition.
const imagewise = [
  ...['AveragePool', 'BatchNormalization', 'Conv', 'ConvTranspose', 'DepthToSpace'],
  ...['GlobalAveragePool', 'GlobalLpPool', 'GlobalMaxPool', 'GroupNormalization'],
  ...['InstanceNormalization', 'LRN', 'LpPool', 'SpaceToDepth'],
];
// Rows stay in their order: the sizes of the result tell whether each is still of one image.
const bySizes = [
  ...[
    'Expand',
    'Flatten',
    'Reshape',
    'Resize',
    'Split',
    'Squeeze',
    'Tile',
    'Unsqueeze',
    'Upsample',
  ],
  ...['ArgMax', 'ArgMin', 'ReduceL1', 'ReduceL2', 'ReduceLogSum', 'ReduceLogSumExp', 'ReduceMax'],
  ...['ReduceMean', 'ReduceMin', 'ReduceProd', 'ReduceSum', 'ReduceSumSquare'],
];
const safe = new Set([...pointwise, ...imagewise, ...bySizes]);
// Those that combine several values which all may be of images, in the same rows.
const combining = new Set([
  ...['Add', 'And', 'Concat', 'Div', 'Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual'],
  ...[
    'MatMul',
    'Max',
    'Mean',
    'Min',
    'Mod',
    'Mul',
    'Or',
    'PRelu',
    'Pow',
    'Sub',
    'Sum',
    'Where',
    'Xor',
  ],
]);

/** A node of a graph, and what is known of what it reads. */
export interface NodeOfImages {
  readonly node: NodeProto;
  /** Version of the operators. */
  readonly opset: number;
  /** Whether an input is computed from images, by its index. */
  readonly isOfImages: (input: number) => boolean;
  /** Number of axes of an input that is computed from images, and of the first output. */
  readonly rankOf: (input: number) => number;
  readonly outputRank: number;
  /** The whole numbers of a constant input; undefined where it is none, or absent. */
  readonly integersOf: (input: number) => readonly number[] | undefined;
}

/**
 * Why a node may make a row of its result of several images, as a clause; undefined where each row is of
 * one image, as far as the sizes of its results have as many rows as there are images. What is read
 * that is not of images is the same whatever their number is.
 */
export function mixesImages(of: NodeOfImages): string | undefined {
  const { node, isOfImages, rankOf, outputRank } = of;
  const { opType, domain, input } = node;
  const name = `'${node.name || node.output[0]}' (${opType})`;
  if (domain !== '' && domain !== 'ai.onnx') return `${name} is no standard operator`;
  const others = [...input.keys()].slice(1).filter(isOfImages);
  if (combining.has(opType)) {
    const ranks = [...input.keys()].filter(isOfImages).map(rankOf);
    // Rows are the last but one axis of a product of two matrices, and none of a vector.
    const least = opType === 'MatMul' && (others.length > 0 || !isOfImages(0)) ? 3 : 2;
    const isAligned = ranks.every(
      (rank) => rank === outputRank && (rank >= least || opType !== 'MatMul'),
    );
    if (!isAligned) return `${name} puts images beside something else`;
    if (opType === 'Concat' && axisOf(of, 0) === 0)
      return `${name} puts images one after the other`;
    return undefined;
  }
  if (!isOfImages(0) || others.length > 0) return `${name} reads images in an unusual place`;
  if (safe.has(opType)) return undefined;
  return movesRows(of)
    ? `${name} may mix images`
    : knownOtherwise.has(opType)
      ? undefined
      : `of ${name} it is not known`;
}

const knownOtherwise = new Set([
  ...[
    'Gather',
    'Gemm',
    'Hardmax',
    'LayerNormalization',
    'LogSoftmax',
    'LpNormalization',
    'MaxPool',
  ],
  ...['Pad', 'Slice', 'Softmax', 'Transpose'],
]);

/** Whether a node of those whose sizes do not tell mixes, moves or leaves out rows. */
function movesRows(of: NodeOfImages): boolean {
  const { node, opset, rankOf, integersOf } = of;
  const attributes = nodeAttributes(node);
  const ints = (name: string) => {
    const value = attributes[name];
    return value !== undefined && 'ints' in value ? value.ints : undefined;
  };
  switch (node.opType) {
    case 'Transpose':
      return ints('perm')?.[0] !== 0;
    case 'Softmax':
    case 'LogSoftmax':
    case 'Hardmax':
      return axisOf(of, opset < 13 ? 1 : -1) === 0;
    case 'LayerNormalization':
    case 'LpNormalization':
      return axisOf(of, -1) === 0;
    case 'Gather':
      return axisOf(of, 0) === 0;
    case 'Gemm': {
      const turned = attributes.transA;
      return turned !== undefined && 'int' in turned && turned.int !== 0;
    }
    case 'MaxPool':
      // Its second output counts places through all images.
      return node.output.length > 1;
    case 'Slice': {
      const axes = ints('axes') ?? integersOf(3);
      return axes === undefined || axes.some((axis) => (axis + rankOf(0)) % rankOf(0) === 0);
    }
    case 'Pad': {
      const pads = ints('pads') ?? integersOf(1);
      // Axes may be named since version 18.
      if (pads === undefined || pads.length !== 2 * rankOf(0)) return true;
      return pads[0] !== 0 || pads[pads.length / 2] !== 0;
    }
    default:
      return false;
  }
}

/** The axis a node works along, counted from the first. */
function axisOf({ node, rankOf }: NodeOfImages, otherwise: number): number {
  const stated = nodeAttributes(node).axis;
  const axis = stated !== undefined && 'int' in stated ? stated.int : otherwise;
  const rank = rankOf(0);
  return axis < 0 ? axis + rank : axis;
}
