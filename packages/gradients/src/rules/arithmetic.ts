import type { GraphWriter } from '../graph-writer.ts';
import type { NodePlace } from '../node-place.ts';
import { sumTo } from './broadcast.ts';
import { byInput, type Rule, type Rules } from './rule.ts';
import { whereTrue } from './where-true.ts';

/** The rule of an operator that broadcasts its inputs: the gradient by each is summed to its sizes. */
function broadcasting(write: Parameters<typeof byInput>[0]): Rule {
  return byInput((values) => {
    const { index, node, graph } = values;
    const [from, to] = [node.outputs[0], node.inputs[index]];
    return sumTo(write(values), node.sizes(from ?? ''), node.sizes(to ?? ''), graph);
  });
}

/** Sums, products and powers, and the largest and the smallest of several. */
export const arithmetic: Rules = {
  Add: broadcasting(({ dy }) => dy),
  Sum: broadcasting(({ dy }) => dy),
  Mean: broadcasting(({ dy, node, graph }) =>
    graph.add('Mul', [dy, graph.number(1 / node.inputs.length)]),
  ),
  Sub: broadcasting(({ index, dy, graph }) => (index === 0 ? dy : graph.add('Neg', [dy]))),
  Mul: broadcasting(({ index, dy, node, graph }) =>
    graph.add('Mul', [dy, node.inputs[1 - index] ?? '']),
  ),
  Div: broadcasting(
    ({
      index,
      dy,
      node: {
        inputs: [, b = ''],
        outputs: [y = ''],
      },
      graph,
    }) => {
      const quotient = graph.add('Div', [dy, b]);
      return index === 0 ? quotient : graph.add('Neg', [graph.add('Mul', [quotient, y])]);
    },
  ),
  Pow: broadcasting(({ index, dy, node, graph }) =>
    graph.add('Mul', [dy, index === 0 ? powerByBase(node, graph) : powerByExponent(node, graph)]),
  ),
  Max: broadcasting(firstOf),
  Min: broadcasting(firstOf),
  Where: (node, [dy = ''], graph) => {
    const {
      inputs: [condition = ''],
    } = node;
    const zero = graph.number(0);
    const part = (index: number, parts: readonly string[]) => {
      const sizes = node.sizes(node.inputs[index] ?? '');
      const kept = graph.add('Where', [condition, ...parts]);
      return node.wanted[index] ? sumTo(kept, node.sizes(node.outputs[0] ?? ''), sizes, graph) : '';
    };
    return ['', part(1, [dy, zero]), part(2, [zero, dy])];
  },
};

function powerByBase({ inputs: [a = '', b = ''], ...node }: NodePlace, graph: GraphWriter): string {
  // The exponent may be a whole number by its type.
  const exponent = node.type(b) === node.precision ? b : graph.add('CastLike', [b, a]);
  // The power of 0 is the same everywhere; its rule would be 0 times infinity at 0.
  const isZero = graph.add('Equal', [exponent, graph.number(0)]);
  const notZero = graph.add('Where', [isZero, graph.number(1), exponent]);
  const less = graph.add('Sub', [notZero, graph.number(1)]);
  return graph.add('Mul', [exponent, graph.add('Pow', [a, less])]);
}

function powerByExponent(
  { inputs: [a = ''], outputs: [y = ''] }: NodePlace,
  graph: GraphWriter,
): string {
  // Where the base is 0 (or has no logarithm), the power does not change with its exponent.
  const isPositive = graph.add('Greater', [a, graph.number(0)]);
  const base = graph.add('Where', [isPositive, a, graph.number(1)]);
  return graph.add('Mul', [y, graph.add('Log', [base])]);
}

/** The gradient goes to the first of those inputs that are as large as the result. */
function firstOf({
  index,
  dy,
  node: {
    inputs,
    outputs: [y = ''],
  },
  graph,
}: Parameters<Parameters<typeof byInput>[0]>[0]): string {
  const isChosen = (input: string) => graph.add('Equal', [input, y]);
  const own = isChosen(inputs[index] ?? '');
  const condition = inputs
    .slice(0, index)
    .reduce((so, earlier) => graph.add('And', [so, graph.add('Not', [isChosen(earlier)])]), own);
  return whereTrue(condition, dy, graph);
}
