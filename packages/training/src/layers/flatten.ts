import type { FlattenLayer } from '../network.ts';
import type { LayerKind } from './layer-kind.ts';

/** All values of a sample in one row. */
export const flatten: LayerKind<FlattenLayer> = {
  reads: ({ input }) => [input],
  shape: (_layer, [shape = []]) => [shape.reduce((product, size) => product * size, 1)],
  parameters: () => ({}),
  forward({ inputs, output }, graph) {
    graph.add('Flatten', inputs, {}, output);
  },
  backward({ inputs: [x = ''] }, gradient, _wanted, graph) {
    return {
      inputs: [graph.add('Reshape', [gradient, graph.add('Shape', [x])])],
      parameters: {},
    };
  },
};
