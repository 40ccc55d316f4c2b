import { type GrowingGraph, growGraph } from '@ventral/onnx';
import type { WeightSource } from './weights.ts';

/** What the networks of the family are put together from. Each part says the name of its output. */
export interface NetworkParts {
  readonly graph: GrowingGraph;
  /** Weights of a convolution, so that several steps can share them. */
  filter(name: string, to: number, from: number, size: number): string;
  /** A convolution with weights of `size x size`; a border of zeros keeps the places that there are. */
  convolve(input: string, filter: string, output: string, how: ConvolutionOptions): string;
  /** One number for each channel. */
  bias(name: string, channels: number): string;
  /** Batch normalisation, as it is after training. */
  batchNorm(input: string, channels: number, output: string): string;
  relu(input: string, output: string): string;
  /** Maximum over 3 x 3 places, every second one. */
  maxPool(input: string, output: string): string;
  /** Average over the image, and 1,000 class scores. */
  decode(input: string, channels: number): string;
}

/** How a convolution is done. */
interface ConvolutionOptions {
  readonly size: number;
  /** @default 1 */
  readonly stride?: number;
  readonly bias?: string;
}

/** Begins a network of one colour image of 224 x 224 pixels. */
export function networkParts(weights: WeightSource): NetworkParts {
  const graph = growGraph();
  const square = (size: number) => ({ ints: [size, size] });
  const constant = (name: string, kind: Parameters<WeightSource>[0]['kind'], ...shape: number[]) =>
    graph.constant(name, shape, weights({ kind, shape }));
  return {
    graph,
    filter: (name, to, from, size) => constant(name, 'filter', to, from, size, size),
    convolve: (input, filter, output, { size, stride = 1, bias }) =>
      graph.node('Conv', bias === undefined ? [input, filter] : [input, filter, bias], output, {
        kernel_shape: square(size),
        strides: square(stride),
        pads: { ints: Array<number>(4).fill((size - 1) / 2) },
      }),
    bias: (name, channels) => constant(name, 'bias', channels),
    batchNorm: (input, channels, output) =>
      graph.node(
        'BatchNormalization',
        [
          input,
          constant(`${output}.scale`, 'scale', channels),
          constant(`${output}.shift`, 'shift', channels),
          constant(`${output}.mean`, 'mean', channels),
          constant(`${output}.variance`, 'variance', channels),
        ],
        output,
      ),
    relu: (input, output) => graph.node('Relu', [input], output),
    maxPool: (input, output) =>
      graph.node('MaxPool', [input], output, {
        kernel_shape: square(3),
        strides: square(2),
        pads: { ints: [1, 1, 1, 1] },
      }),
    decode(input, channels) {
      const pooled = graph.node('GlobalAveragePool', [input], 'decoder.pooled');
      const average = graph.node('Flatten', [pooled], 'decoder.average');
      const filter = constant('decoder.weights', 'filter', classes, channels);
      const bias = constant('decoder.bias', 'bias', classes);
      return graph.node('Gemm', [average, filter, bias], 'decoder', { transB: { int: 1 } });
    },
  };
}

const classes = 1000;
