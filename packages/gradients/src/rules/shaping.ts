import { intOf, intsOf, wordOf } from '../node-place.ts';
import { filledLike, sumTo } from './broadcast.ts';
import { elementwise, type Rules } from './rule.ts';

const reshaped = elementwise(({ dy, x, graph }) =>
  graph.add('Reshape', [dy, graph.add('Shape', [x])]),
);

/** What moves numbers without computing: other shapes, other orders, copies, parts of a whole. */
export const shaping: Rules = {
  Reshape: reshaped,
  Flatten: reshaped,
  Squeeze: reshaped,
  Unsqueeze: reshaped,
  Transpose: elementwise(({ dy, x, node, graph }) => {
    const axes = [...node.sizes(x).keys()];
    const perm = intsOf(node, 'perm') ?? axes.toReversed();
    return graph.add('Transpose', [dy], { perm: { ints: axes.map((axis) => perm.indexOf(axis)) } });
  }),
  Expand: elementwise(({ dy, x, y, node, graph }) =>
    sumTo(dy, node.sizes(y), node.sizes(x), graph),
  ),
  Tile: elementwise(
    ({
      dy,
      x,
      node: {
        inputs: [, repeats = ''],
        ...node
      },
      graph,
    }) => {
      // Each axis becomes two: the copies, and what was copied.
      const column = (value: string) => graph.add('Unsqueeze', [value, graph.integers([1])]);
      const pairs = graph.add('Concat', [column(repeats), column(graph.add('Shape', [x]))], {
        axis: { int: 1 },
      });
      const apart = graph.add('Reshape', [dy, graph.add('Reshape', [pairs, graph.integers([-1])])]);
      const copies = node.sizes(x).map((_, axis) => 2 * axis);
      return graph.add('ReduceSum', [apart, graph.integers(copies)], { keepdims: { int: 0 } });
    },
  ),
  Concat: (node, [dy = ''], graph) => {
    const axis = intOf(node, 'axis', 0);
    const lengths = node.inputs.map((input) => node.sizes(input).at(axis));
    const length = (input: string) =>
      graph.add('Gather', [graph.add('Shape', [input]), graph.integers([axis])]);
    const split = lengths.every((size) => size !== undefined)
      ? graph.integers(lengths)
      : graph.add('Concat', node.inputs.map(length), { axis: { int: 0 } });
    return graph.addWithOutputs(node.inputs.length, 'Split', [dy, split], { axis: { int: axis } });
  },
  Split: (node, gradients, graph) => {
    const parts = node.outputs.map(
      (output, index) => gradients[index] || filledLike(output, 0, graph),
    );
    return [graph.add('Concat', parts, { axis: { int: intOf(node, 'axis', 0) } })];
  },
  SpaceToDepth: elementwise(({ dy, node, graph }) =>
    graph.add('DepthToSpace', [dy], { blocksize: { int: intOf(node, 'blocksize', 1) } }),
  ),
  DepthToSpace: elementwise(({ dy, x, node, graph }) => {
    const block = intOf(node, 'blocksize', 1);
    if (wordOf(node, 'mode', 'DCR') !== 'CRD')
      return graph.add('SpaceToDepth', [dy], { blocksize: { int: block } });
    const [, channels = 0, height = 0, width = 0] = node.sizes(x);
    const apart = [0, channels / block ** 2, height, block, width, block];
    const blocks = graph.add('Reshape', [dy, graph.integers(apart)]);
    const moved = graph.add('Transpose', [blocks], { perm: { ints: [0, 1, 3, 5, 2, 4] } });
    return graph.add('Reshape', [moved, graph.add('Shape', [x])]);
  }),
};
