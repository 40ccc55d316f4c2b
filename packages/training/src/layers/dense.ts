import type { DenseLayer } from '../network.ts';
import type { LayerKind } from './layer-kind.ts';

/** `y = x kernel + bias`. */
export const dense: LayerKind<DenseLayer> = {
  reads: ({ input }) => [input],
  shape({ units }, [shape = []]) {
    if (!Number.isInteger(units) || units < 1) return `has ${units} units; give 1 or more`;
    return shape.length === 1 ? [units] : `reads samples of shape [${shape.join(', ')}], not [n]`;
  },
  parameters: ({ units }, [shape]) => {
    const inputs = shape?.[0] as number;
    return {
      kernel: { shape: [inputs, units], fans: [inputs, units] },
      bias: { shape: [units] },
    };
  },
  forward({ inputs: [x = ''], output, parameter }, graph) {
    graph.add('Gemm', [x, parameter('kernel'), parameter('bias')], {}, output);
  },
};
