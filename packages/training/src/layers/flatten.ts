import { countValues } from '@ventral/arrays';
import type { FlattenLayer } from '../network.ts';
import type { LayerKind } from './layer-kind.ts';

/** All values of a sample in one row. */
export const flatten: LayerKind<FlattenLayer> = {
  reads: ({ input }) => [input],
  shape: (_layer, [shape = []]) => [countValues(shape)],
  parameters: () => ({}),
  forward({ inputs, output }, graph) {
    graph.add('Flatten', inputs, {}, output);
  },
};
