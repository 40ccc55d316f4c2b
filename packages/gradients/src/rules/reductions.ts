import { type GraphWriter, typeCodes } from '../graph-writer.ts';
import { intOf, intsOf, type NodePlace, type Sizes } from '../node-place.ts';
import { elementwise, type Rule, type Rules } from './rule.ts';

/** The axes that a reduction goes over, as a value, whether a setting or an input; undefined for all. */
function axesOf(node: NodePlace, graph: GraphWriter): string | undefined {
  const stated = intsOf(node, 'axes');
  if (stated !== undefined) return graph.integers(stated);
  return node.inputs[1] || undefined;
}

/** A value of the reduced sizes with the axes that were reduced, each of size 1. */
function withAxes(value: string, node: NodePlace, graph: GraphWriter): string {
  if (intOf(node, 'keepdims', 1) === 1) return value;
  const {
    inputs: [x = ''],
  } = node;
  const axes = axesOf(node, graph) ?? graph.integers([...node.sizes(x).keys()]);
  return graph.add('Unsqueeze', [value, axes]);
}

/** The rule of a reduction, from the gradient and the result with axes that broadcast. */
function reduction(write: Parameters<typeof elementwise>[0]): Rule {
  return elementwise(({ dy, x, y, node, graph }) => {
    // Nothing is reduced: each number is a sum of its own.
    if (axesOf(node, graph) === undefined && intOf(node, 'noop_with_empty_axes', 0) === 1) {
      return write({ dy, x, y, node, graph });
    }
    const broadcasts = { dy: withAxes(dy, node, graph), y: withAxes(y, node, graph) };
    return write({ ...broadcasts, x, node, graph });
  });
}

/** A value repeated to the sizes of another. */
function expandTo(value: string, like: string, graph: GraphWriter): string {
  return graph.add('Expand', [value, graph.add('Shape', [like])]);
}

/** The gradient divided by how many numbers were averaged. */
function shareOfMean(dy: string, node: NodePlace, graph: GraphWriter): string {
  const {
    inputs: [x = ''],
    outputs: [y = ''],
  } = node;
  // The number of samples cancels where it is not averaged over.
  const known = (sizes: Sizes) => sizes.reduce<number>((all, size) => all * (size ?? 1), 1);
  const [from, to] = [node.sizes(x), node.sizes(y)];
  const open = (sizes: Sizes) => sizes.filter((size) => size === undefined).length;
  if (open(from) === open(to)) return graph.add('Mul', [dy, graph.number(known(to) / known(from))]);
  const count = (value: string) =>
    graph.add('Cast', [graph.add('Size', [value])], { to: { int: typeCodes[graph.precision] } });
  return graph.add('Mul', [dy, graph.add('Div', [count(y), count(x)])]);
}

/** Those that are the largest (or the smallest) share the gradient equally. */
const extremum = reduction(({ dy, x, y, node, graph }) => {
  const isChosen = graph.add('Equal', [x, y]);
  const chosen = graph.add('Cast', [isChosen], { to: { int: typeCodes[graph.precision] } });
  const axes = axesOf(node, graph);
  // Without axes a node may leave all as it is, and then each number is the largest of its own.
  const settings = { noop_with_empty_axes: { int: intOf(node, 'noop_with_empty_axes', 0) } };
  const count = graph.add('ReduceSum', axes === undefined ? [chosen] : [chosen, axes], settings);
  return graph.add('Mul', [graph.add('Div', [dy, count]), chosen]);
});

/** Sums, means, norms and extremes along axes. */
export const reductions: Rules = {
  ReduceSum: reduction(({ dy, x, graph }) => expandTo(dy, x, graph)),
  ReduceMean: (node, [dy = ''], graph) =>
    reduction(({ dy: share, x }) => expandTo(share, x, graph))(
      node,
      [shareOfMean(dy, node, graph)],
      graph,
    ),
  ReduceMax: extremum,
  ReduceMin: extremum,
  ReduceL1: reduction(({ dy, x, graph }) => graph.add('Mul', [dy, graph.add('Sign', [x])])),
  ReduceL2: reduction(({ dy, x, y, graph }) => {
    // Where all are 0 the norm has no direction: no gradient, as in PyTorch.
    const isZero = graph.add('Equal', [y, graph.number(0)]);
    const norm = graph.add('Where', [isZero, graph.number(1), y]);
    return graph.add('Mul', [graph.add('Div', [dy, norm]), x]);
  }),
  ReduceSumSquare: reduction(({ dy, x, graph }) =>
    graph.add('Mul', [graph.add('Mul', [dy, graph.number(2)]), x]),
  ),
  ReduceLogSum: reduction(({ dy, x, y, graph }) =>
    expandTo(graph.add('Div', [dy, graph.add('Exp', [y])]), x, graph),
  ),
  ReduceLogSumExp: reduction(({ dy, x, y, graph }) =>
    graph.add('Mul', [dy, graph.add('Exp', [graph.add('Sub', [x, y])])]),
  ),
  GlobalAveragePool: (node, [dy = ''], graph) => [
    expandTo(shareOfMean(dy, node, graph), node.inputs[0] ?? '', graph),
  ],
  GlobalMaxPool: (node, gradients, graph) => {
    const axes = [...node.sizes(node.inputs[0] ?? '').keys()].slice(2);
    return extremum({ ...node, attributes: { axes: { ints: axes } } }, gradients, graph);
  },
};
