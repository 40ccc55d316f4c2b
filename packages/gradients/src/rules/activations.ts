import type { GraphWriter } from '../graph-writer.ts';
import { floatOf } from '../node-place.ts';
import { sumTo } from './broadcast.ts';
import { elementwise, type Rules } from './rule.ts';
import { whereTrue } from './where-true.ts';

// Where a derivative jumps, it takes the value of the left: Relu'(0) = 0, as PyTorch has it.

/** Non-linearities of single numbers. */
export const activations: Rules = {
  Relu: elementwise(({ dy, y, graph }) =>
    whereTrue(graph.add('Greater', [y, graph.number(0)]), dy, graph),
  ),
  LeakyRelu: elementwise(({ dy, x, node, graph }) =>
    whereAbove(x, 0, dy, scaled(dy, floatOf(node, 'alpha', 0.01), graph), graph),
  ),
  ThresholdedRelu: elementwise(({ dy, x, node, graph }) =>
    whereTrue(graph.add('Greater', [x, graph.number(floatOf(node, 'alpha', 1))]), dy, graph),
  ),
  // Below 0 the derivatives are what is computed there, but for a constant: nothing overflows.
  Elu: elementwise(({ dy, x, y, node, graph }) => {
    const slope = graph.add('Add', [y, graph.number(floatOf(node, 'alpha', 1))]);
    return whereAbove(x, 0, dy, graph.add('Mul', [dy, slope]), graph);
  }),
  Selu: elementwise(({ dy, x, y, node, graph }) => {
    const gamma = floatOf(node, 'gamma', 1.0507010221481323);
    const alpha = floatOf(node, 'alpha', 1.6732631921768188);
    const slope = graph.add('Add', [y, graph.number(gamma * alpha)]);
    return whereAbove(x, 0, scaled(dy, gamma, graph), graph.add('Mul', [dy, slope]), graph);
  }),
  Celu: elementwise(({ dy, x, y, node, graph }) => {
    const share = scaled(y, 1 / floatOf(node, 'alpha', 1), graph);
    const slope = graph.add('Add', [share, graph.number(1)]);
    return whereAbove(x, 0, dy, graph.add('Mul', [dy, slope]), graph);
  }),
  Sigmoid: elementwise(({ dy, y, graph }) => {
    const slope = graph.add('Mul', [y, graph.add('Sub', [graph.number(1), y])]);
    return graph.add('Mul', [dy, slope]);
  }),
  HardSigmoid: elementwise(({ dy, y, node, graph }) => {
    const sloping = scaled(dy, floatOf(node, 'alpha', 0.2), graph);
    const isAbove = graph.add('Greater', [y, graph.number(0)]);
    const isBelow = graph.add('Less', [y, graph.number(1)]);
    return whereTrue(graph.add('And', [isAbove, isBelow]), sloping, graph);
  }),
  Tanh: elementwise(({ dy, y, graph }) => {
    const slope = graph.add('Sub', [graph.number(1), graph.add('Mul', [y, y])]);
    return graph.add('Mul', [dy, slope]);
  }),
  Softplus: elementwise(({ dy, x, graph }) => graph.add('Mul', [dy, graph.add('Sigmoid', [x])])),
  PRelu: (node, [dy = ''], graph) => {
    const {
      inputs: [x = '', slope = ''],
      outputs: [y = ''],
      wanted,
    } = node;
    const below = graph.add('Mul', [dy, x]);
    return [
      wanted[0] ? whereAbove(x, 0, dy, graph.add('Mul', [dy, slope]), graph) : '',
      wanted[1]
        ? sumTo(
            whereAbove(x, 0, graph.number(0), below, graph),
            node.sizes(y),
            node.sizes(slope),
            graph,
          )
        : '',
    ];
  },
  // Read from the result, so that the runtime may compute the bounds together with what comes before.
  Clip: (node, [dy = ''], graph) => {
    const {
      inputs: [, least = '', most = ''],
      outputs: [y = ''],
      wanted,
    } = node;
    // What lies at a bound follows the bound.
    const atBound = (bound: string, operator: string) => {
      const isBeyond = graph.add('Not', [graph.add(operator, [y, bound])]);
      const all = graph.add('ReduceSum', [whereTrue(isBeyond, dy, graph)], {
        keepdims: { int: 0 },
      });
      return graph.add('Reshape', [all, graph.add('Shape', [bound])]);
    };
    return [
      wanted[0] ? betweenBounds(dy, y, least, most, graph) : '',
      wanted[1] ? atBound(least, 'Greater') : '',
      wanted[2] ? atBound(most, 'Less') : '',
    ];
  },
};

function betweenBounds(dy: string, y: string, least: string, most: string, graph: GraphWriter) {
  const above = least === '' ? [] : [graph.add('Greater', [y, least])];
  const below = most === '' ? [] : [graph.add('Less', [y, most])];
  const [first, second] = [...above, ...below];
  if (first === undefined) return dy;
  return whereTrue(second === undefined ? first : graph.add('And', [first, second]), dy, graph);
}

function whereAbove(
  value: string,
  bound: number,
  above: string,
  otherwise: string,
  graph: GraphWriter,
): string {
  const condition = graph.add('Greater', [value, graph.number(bound)]);
  return graph.add('Where', [condition, above, otherwise]);
}

function scaled(value: string, factor: number, graph: GraphWriter): string {
  return factor === 1 ? value : graph.add('Mul', [value, graph.number(factor)]);
}
