import { growGraph, squareWindows } from '@ventral/onnx';
import type { WeightSlot, WeightSource } from './weights.ts';

/** How a convolution is done. */
interface ConvolutionOptions {
  /** @default 1 */
  readonly size?: number;
  /** @default 1 */
  readonly stride?: number;
  readonly bias?: string;
}

/** What the networks of the family are put together from; see {@link networkParts}. */
export type NetworkParts = ReturnType<typeof networkParts>;

/**
 * Begins a network of one colour image. Each part says the name of its output.
 *
 * @param classes that its decoder tells apart
 */
export function networkParts(weights: WeightSource, classes = 1000) {
  const graph = growGraph();
  const constant = (name: string, kind: WeightSlot['kind'], ...shape: number[]) =>
    graph.constant(name, shape, weights({ kind, shape }));
  return {
    graph,
    /** An array of weights, so that several steps can share it. */
    constant,
    /** Weights of a convolution, `to x from x size x size`. */
    filter: (name: string, to: number, from: number, size: number) =>
      constant(name, 'filter', to, from, size, size),
    /** A convolution over `size x size` places; a border of zeros keeps the places that there are. */
    convolve(input: string, filter: string, output: string, how: ConvolutionOptions = {}) {
      const { size = 1, stride = 1, bias } = how;
      const inputs = bias === undefined ? [input, filter] : [input, filter, bias];
      return graph.node('Conv', inputs, output, squareWindows(size, stride, (size - 1) / 2));
    },
    /** Batch normalisation, as it is after training. */
    batchNorm(input: string, channels: number, output: string) {
      const kinds = ['scale', 'shift', 'mean', 'variance'] as const;
      const learned = kinds.map((kind) => constant(`${output}.${kind}`, kind, channels));
      return graph.node('BatchNormalization', [input, ...learned], output);
    },
    relu: (input: string, output: string) => graph.node('Relu', [input], output),
    /** Maximum over 3 x 3 places, every second one. */
    maxPool: (input: string, output: string) =>
      graph.node('MaxPool', [input], output, squareWindows(3, 2, 1)),
    /** Average over the image, and class scores. */
    decode(input: string, channels: number) {
      const pooled = graph.node('GlobalAveragePool', [input], 'decoder.pooled');
      const average = graph.node('Flatten', [pooled], 'decoder.average');
      const filter = constant('decoder.weights', 'filter', classes, channels);
      const bias = constant('decoder.bias', 'bias', classes);
      return graph.node('Gemm', [average, filter, bias], 'decoder', { transB: { int: 1 } });
    },
  };
}
