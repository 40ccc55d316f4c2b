import type { MaxPool2dLayer } from '../network.ts';
import type { LayerKind } from './layer-kind.ts';
import { windowAttributes, windowsOver } from './windows.ts';

/** The largest value in each window. */
export const maxPool2d: LayerKind<MaxPool2dLayer> = {
  reads: ({ input }) => [input],
  shape({ windows }, [shape = []]) {
    const counts = windowsOver(windows, shape);
    return typeof counts === 'string' ? counts : [shape[0] as number, ...counts];
  },
  parameters: () => ({}),
  forward({ layer: { windows }, inputs, output }, graph) {
    graph.add('MaxPool', inputs, windowAttributes(windows), output);
  },
};
