import { VentralError } from '@ventral/errors';
import type { Conv2dLayer } from '../network.ts';
import type { LayerKind } from './layer-kind.ts';
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
};
