import type { GraphWriter } from '../graph-writer.ts';
import { intsOf, type NodePlace } from '../node-place.ts';
import { alongAxis } from './along-axis.ts';
import { knownSizes } from './known-sizes.ts';
import { elementwise, type Rules } from './rule.ts';

/**
 * Other sizes by interpolation: a matrix along each axis. The operator itself makes the matrix, from images
 * of one bright row each, so that every convention of coordinates and rounding is its own.
 */
export const resize: Rules = {
  Resize: elementwise(({ dy, x, y, node, graph }) => {
    const [from, to] = [knownSizes(node, x, 1), knownSizes(node, y, 1)];
    const sizes = [...to];
    let gradient = dy;
    for (const [position, size] of from.entries()) {
      if (to[position] === size) continue;
      const matrix = interpolation(node, position + 1, size, to[position] as number, graph);
      const back = graph.add('Transpose', [matrix], { perm: { ints: [1, 0] } });
      const inner = sizes.slice(position + 1).reduce((product, one) => product * one, 1);
      gradient = alongAxis(gradient, back, to[position] as number, inner, graph);
      sizes[position] = size;
    }
    return graph.add('Reshape', [gradient, graph.add('Shape', [x])]);
  }),
};

/** What the operator makes of one axis, `new size x size`. */
function interpolation(
  node: NodePlace,
  axis: number,
  from: number,
  to: number,
  graph: GraphWriter,
): string {
  const {
    inputs: [, , scales = '', sizes = ''],
  } = node;
  const { axes: stated, ...attributes } = node.attributes;
  const axes = intsOf(node, 'axes') ?? [...node.sizes(node.inputs[0] ?? '').keys()];
  const place = axes.indexOf(axis);
  const identity = Array.from({ length: from ** 2 }, (_, index) =>
    index % (from + 1) === 0 ? 1 : 0,
  );
  const images = graph.array([from, 1, from, 1], identity);
  const own = (value: string) => graph.add('Gather', [value, graph.integers([place])]);
  const among = (value: string, before: string, after: string) =>
    graph.add('Concat', [before, value, after], { axis: { int: 0 } });
  const one = graph.in('float32');
  const arranged =
    scales !== '' && isGiven(node, scales)
      ? [images, '', among(own(scales), one.array([2], [1, 1]), one.array([1], [1]))]
      : [images, '', '', among(own(sizes), graph.integers([from, 1]), graph.integers([1]))];
  const resized = graph.add('Resize', arranged, attributes);
  const rows = graph.add('Reshape', [resized, graph.integers([from, to])]);
  return graph.add('Transpose', [rows], { perm: { ints: [1, 0] } });
}

/** Before version 13 an empty list stands for what is not given. */
function isGiven(node: NodePlace, scales: string): boolean {
  return node.sizes(scales)[0] !== 0;
}
