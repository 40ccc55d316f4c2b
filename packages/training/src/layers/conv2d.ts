import { VentralError } from '@ventral/errors';
import type { GraphWriter } from '../graph-writer.ts';
import type { Conv2dLayer } from '../network.ts';
import type { LayerKind, LayerPlace } from './layer-kind.ts';
import { windowAttributes, windowsOver } from './windows.ts';

/** Weighted sums over windows. */
export const conv2d: LayerKind<Conv2dLayer> = {
  reads: ({ input }) => [input],
  shape({ filters, windows }, [shape = []]) {
    if (!Number.isInteger(filters) || filters < 1) return `has ${filters} filters; give 1 or more`;
    const counts = windowsOver(windows, shape);
    return typeof counts === 'string' ? counts : [filters, ...counts];
  },
  parameters({ filters, windows: { size } }, [shape]) {
    const channels = shape?.[0] as number;
    return {
      kernel: {
        shape: [filters, channels, size, size],
        fans: [channels * size ** 2, filters * size ** 2],
      },
      bias: { shape: [filters] },
    };
  },
  forward({ layer: { name, windows }, inputs: [x = ''], output, parameter }, graph) {
    if (graph.precision !== 'float32') {
      throw new VentralError('OPTION_INVALID', `The conv2d layer '${name}' cannot be float64.`, {
        hint: "onnxruntime convolves in float32 alone: train with precision 'float32'.",
      });
    }
    const inputs = [x, parameter('kernel'), parameter('bias')];
    graph.add('Conv', inputs, windowAttributes(windows), output);
  },
  backward(place, gradient, [wanted], graph) {
    return {
      inputs: [wanted ? addInputGradient(place, gradient, graph) : undefined],
      parameters: {
        kernel: addKernelGradient(place, gradient, graph),
        bias: graph.add('ReduceSum', [gradient, graph.integers([0, 2, 3])], {
          keepdims: { int: 0 },
        }),
      },
    };
  },
};

function addInputGradient(
  { layer: { windows }, inputShapes: [shape = []], parameter }: LayerPlace<Conv2dLayer>,
  gradient: string,
  graph: GraphWriter,
): string {
  const { size, stride = 1, padding = 0 } = windows;
  // Rows and columns after the last window, which no window saw.
  const rest = shape.slice(1).map((length) => (length + 2 * padding - size) % stride);
  return graph.add('ConvTranspose', [gradient, parameter('kernel')], {
    ...windowAttributes(windows),
    output_padding: { ints: rest },
  });
}

/**
 * The product of the gradient with what the windows saw, gathered one position in the window at a
 * time: memory is `size^2` times the input, and the time half of what onnxruntime takes where the
 * gradient is the kernel of a convolution.
 */
function addKernelGradient(
  place: LayerPlace<Conv2dLayer>,
  gradient: string,
  graph: GraphWriter,
): string {
  const { layer, inputs, inputShapes } = place;
  const { size, stride = 1, padding = 0 } = layer.windows;
  const [channels = 0] = inputShapes[0] ?? [];
  const [filters, ...counts] = conv2d.shape(layer, inputShapes) as readonly number[];
  const swap = (value: string) => graph.add('Transpose', [value], { perm: { ints: [1, 0, 2, 3] } });
  const flatten = (value: string, rows: number) =>
    graph.add('Reshape', [value, graph.integers([rows, -1])]);
  const border = [0, 0, padding, padding];
  const padded = graph.add('Pad', [swap(inputs[0] ?? ''), graph.integers([...border, ...border])]);
  const seen = Array.from({ length: size ** 2 }, (_, position) => {
    const from = [Math.floor(position / size), position % size];
    const to = counts.map((count, side) => (from[side] as number) + (count - 1) * stride + 1);
    const bounds = [from, to, [2, 3], [stride, stride]].map(graph.integers);
    return flatten(graph.add('Slice', [padded, ...bounds]), channels);
  });
  const patches = graph.add('Concat', seen, { axis: { int: 0 } });
  const product = graph.add('Gemm', [flatten(swap(gradient), filters as number), patches], {
    transB: { int: 1 },
  });
  const byPosition = [filters as number, size, size, channels];
  return graph.add('Transpose', [graph.add('Reshape', [product, graph.integers(byPosition)])], {
    perm: { ints: [0, 3, 1, 2] },
  });
}
