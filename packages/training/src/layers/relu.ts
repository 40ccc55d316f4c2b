import type { ReluLayer } from '../network.ts';
import type { LayerKind } from './layer-kind.ts';

/** The positive part. */
export const relu: LayerKind<ReluLayer> = {
  reads: ({ input }) => [input],
  shape: (_layer, [shape = []]) => shape,
  parameters: () => ({}),
  forward({ inputs, output }, graph) {
    graph.add('Relu', inputs, {}, output);
  },
};
