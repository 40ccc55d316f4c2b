import type { MaxPool2dLayer } from '../network.ts';
import type { LayerKind } from './layer-kind.ts';
import { windowAttributes, windowsOver } from './windows.ts';

/** The largest value in each window; its gradient goes to the first of equal ones. */
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
  backward({ layer: { windows }, inputs: [x = ''] }, gradient, _wanted, graph) {
    const flatten = (value: string) => graph.add('Reshape', [value, graph.integers([-1])]);
    // Pooled again, to find where: networks at work need no such output.
    const attributes = windowAttributes(windows);
    const [, places = ''] = graph.addWithOutputs(2, 'MaxPool', [x], attributes);
    const zeros = graph.add('Sub', [x, x]);
    // Added up, since windows may overlap.
    const flat = graph.add('ScatterElements', [zeros, places, gradient].map(flatten), {
      axis: { int: 0 },
      reduction: { string: 'add' },
    });
    return { inputs: [graph.add('Reshape', [flat, graph.add('Shape', [x])])], parameters: {} };
  },
};
