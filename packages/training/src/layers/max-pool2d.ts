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
    const outputs = [output, placesOf(output)];
    graph.addWithOutputs(outputs, 'MaxPool', inputs, windowAttributes(windows));
  },
  backward({ inputs: [x = ''], output }, gradient, _wanted, graph) {
    const flatten = (value: string) => graph.add('Reshape', [value, graph.integers([-1])]);
    const zeros = flatten(graph.add('Sub', [x, x]));
    const values = [zeros, flatten(placesOf(output)), flatten(gradient)];
    // Added up, since windows may overlap.
    const flat = graph.add('ScatterElements', values, { reduction: { string: 'add' } });
    return { inputs: [graph.add('Reshape', [flat, graph.add('Shape', [x])])], parameters: {} };
  },
};

/** Indices into the whole batch of where the largest values were found. */
function placesOf(output: string): string {
  return `$places ${output}`;
}
