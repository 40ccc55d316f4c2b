import type { ConcatenateLayer } from '../network.ts';
import type { LayerKind } from './layer-kind.ts';

/** Layers side by side, along the first axis of a sample. */
export const concatenate: LayerKind<ConcatenateLayer> = {
  reads: ({ inputs }) => inputs,
  shape(_layer, shapes) {
    const rest = (shape: readonly number[]) => shape.slice(1).join();
    if (shapes.length === 0) return 'reads no layer';
    if (shapes.some((shape) => rest(shape) !== rest(shapes[0] ?? []))) {
      return `reads shapes that differ after their first axis: ${shapes.map((shape) => `[${shape}]`).join(', ')}`;
    }
    return [sum(shapes.map(([first = 0]) => first)), ...(shapes[0] ?? []).slice(1)];
  },
  parameters: () => ({}),
  forward({ inputs, output }, graph) {
    graph.add('Concat', inputs, { axis: { int: 1 } }, output);
  },
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
