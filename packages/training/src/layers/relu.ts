import type { ReluLayer } from '../network.ts';
import type { LayerKind } from './layer-kind.ts';

/** The positive part; at 0 its derivative counts as 0, as in PyTorch and TensorFlow. */
export const relu: LayerKind<ReluLayer> = {
  reads: ({ input }) => [input],
  shape: (_layer, [shape = []]) => shape,
  parameters: () => ({}),
  forward({ inputs, output }, graph) {
    graph.add('Relu', inputs, {}, output);
  },
  backward({ output }, gradient, _wanted, graph) {
    // What was positive has sign 1, all else 0.
    return {
      inputs: [graph.add('Mul', [gradient, graph.add('Sign', [output])])],
      parameters: {},
    };
  },
};
