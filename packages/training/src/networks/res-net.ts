import { countValues } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { RandomState } from '@ventral/numerics';
import {
  type GrowingGraph,
  growGraph,
  modelOfGraph,
  type OnnxModel,
  squareWindows,
} from '@ventral/onnx';

/** What the members of the family differ in. */
export interface ResNetSettings {
  /** Layers with weights: `6 n + 2`, with `n` blocks in each of three stages: 8, 14, 20, 32, 44, 56, 110. */
  readonly depth: number;
  /** Classes that it tells apart, from 2. */
  readonly classes: number;
  /**
   * Channels of the first stage; twice as many in the second, four times in the third.
   * @default 16
   */
  readonly width?: number;
  /**
   * Width and height of the images, in pixels: a multiple of 4.
   * @default 32
   */
  readonly imageSize?: number;
  /**
   * Channels of what it takes in place of colour images, such as the cells of a front end: its first convolution is
   * then a bottleneck of 1 x 1, to the channels of the first stage, as Dapello, Marques et al. (2020,
   * https://doi.org/10.1101/2020.06.16.154542) have it.
   * @default 3, and a first convolution of 3 x 3
   */
  readonly bottleneck?: number;
  /** Of the first weights. */
  readonly seed: number;
}

/**
 * A residual network for small images, with random weights, for inference: three stages of blocks of two
 * convolutions, each normalised, of 3 x 3 pixels; the second and third stage halve the image and double the
 * channels. Where a block changes its shape, a convolution of 1 pixel stands for the identity, normalised as
 * well.
 *
 * Input: `image`, `samples x 3 x size x size`, or as many channels as its bottleneck takes. Layers: `stem`, `stage1.block1` (each rectified), ...,
 * `features` (the mean over places), `logits`. Weights are drawn from a normal distribution whose variance is 2 over
 * the inputs of a unit, those of the last layer uniformly within one over the root of its inputs.
 *
 * Reference: He et al. (2016), https://doi.org/10.1109/CVPR.2016.90
 * Reference: He et al. (2015), https://doi.org/10.1109/ICCV.2015.123
 *
 * @throws VentralError `OPTION_INVALID` for a depth, a width, an image size or classes that there cannot be
 */
export function resNet(settings: ResNetSettings): OnnxModel {
  const { depth, classes, width = 16, imageSize = 32, bottleneck, seed } = settings;
  const taken = bottleneck ?? 3;
  requirePossible({ depth, classes, width, imageSize, channels: taken });
  const parts = residualParts(growGraph(), new RandomState(seed));
  const stem = { from: taken, to: width, size: bottleneck === undefined ? 3 : 1 };
  let seen = parts.relu(parts.convolve('image', 'stem', stem), 'stem');
  let from = width;
  for (const stage of [1, 2, 3]) {
    const to = width * 2 ** (stage - 1);
    for (let block = 1; block <= (depth - 2) / 6; block++) {
      const name = `stage${stage}.block${block}`;
      const stride = stage > 1 && block === 1 ? 2 : 1;
      const first = parts.convolve(seen, `${name}.first`, { from, to, size: 3, stride });
      const second = parts.convolve(parts.relu(first, `${name}.first`), `${name}.second`, {
        ...{ from: to, to, size: 3 },
      });
      const kept =
        stride === 1 && from === to
          ? seen
          : parts.convolve(seen, `${name}.kept`, { from, to, size: 1, stride });
      seen = parts.relu(parts.graph.node('Add', [second, kept], `${name}.sum`), name);
      from = to;
    }
  }
  parts.classify(seen, from, classes);
  return modelOfGraph({
    ...parts.graph,
    inputs: [{ name: 'image', type: 'float32', shape: ['samples', taken, imageSize, imageSize] }],
    outputs: [{ name: 'logits', type: 'float32', shape: ['samples', classes] }],
  });
}

interface Convolution {
  readonly from: number;
  readonly to: number;
  readonly size: number;
  readonly stride?: number;
}

function residualParts(graph: GrowingGraph, random: RandomState) {
  const filled = (name: string, size: number, value: number) =>
    graph.constant(name, [size], new Float32Array(size).fill(value));
  return {
    graph,
    relu: (input: string, output: string) => graph.node('Relu', [input], output),
    /** A convolution and its normalisation. */
    convolve(input: string, name: string, { from, to, size, stride = 1 }: Convolution) {
      const shape = [to, from, size, size];
      const drawn = new Float64Array(countValues(shape));
      random.fillNormal(drawn);
      const deviation = Math.sqrt(2 / (from * size * size));
      const values = Float32Array.from(drawn, (normal) => deviation * normal);
      const filter = graph.constant(`${name}.filter`, shape, values);
      const windows = squareWindows(size, stride, (size - 1) / 2);
      const convolved = graph.node('Conv', [input, filter], `${name}.convolved`, windows);
      const learned = [filled(`${name}.scale`, to, 1), filled(`${name}.shift`, to, 0)];
      const running = [filled(`${name}.mean`, to, 0), filled(`${name}.variance`, to, 1)];
      const inputs = [convolved, ...learned, ...running];
      return graph.node('BatchNormalization', inputs, `${name}.normalised`);
    },
    classify(input: string, channels: number, classes: number) {
      const pooled = graph.node('GlobalAveragePool', [input], 'pooled');
      const features = graph.node('Flatten', [pooled], 'features');
      const drawn = new Float64Array(classes * channels);
      random.fillUniform(drawn);
      const bound = 1 / Math.sqrt(channels);
      const values = Float32Array.from(drawn, (uniform) => bound * (2 * uniform - 1));
      const weights = graph.constant('logits.weights', [classes, channels], values);
      const bias = filled('logits.bias', classes, 0);
      graph.node('Gemm', [features, weights, bias], 'logits', { transB: { int: 1 } });
    },
  };
}

function requirePossible(settings: Readonly<Record<string, number>>): void {
  const { depth = 0, classes = 0, imageSize = 0 } = settings;
  const isWhole = Object.values(settings).every((value) => Number.isInteger(value) && value >= 1);
  if (isWhole && depth >= 8 && (depth - 2) % 6 === 0 && classes >= 2 && imageSize % 4 === 0) return;
  const named = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  throw new VentralError('OPTION_INVALID', `There is no residual network of ${named.join(', ')}.`, {
    hint: 'Its depth is 6 n + 2 (8, 14, 20, ...), its images are a multiple of 4 wide, and it has two classes or more.',
  });
}
