import type { GraphWriter } from '../graph-writer.ts';
import { intOf, wordOf } from '../node-place.ts';
import { filledLike } from './broadcast.ts';
import { elementwise, type Rule, type Rules } from './rule.ts';

/**
 * The rule of what picks numbers: the operator itself says where each came from, applied to the positions
 * of its input in place of the numbers; the gradient is added up there.
 */
const picked: Rule = elementwise(({ dy, x, node, graph }) => {
  const shape = graph.add('Shape', [x]);
  const count = graph.add('Size', [x]);
  const range = graph.add('Range', [graph.integer(0), count, graph.integer(1)]);
  const positions = graph.add('Reshape', [range, shape]);
  const inputs = [positions, ...node.inputs.slice(1)];
  const sources = graph.add(node.operation, inputs, node.attributes);
  return scatter(dy, sources, x, graph);
});

/**
 * Adds numbers up where they came from.
 *
 * @param sources positions in the flattened `like`, of the sizes of `values`
 */
export function scatter(values: string, sources: string, like: string, graph: GraphWriter): string {
  const flat = (value: string) => graph.add('Reshape', [value, graph.integers([-1])]);
  const zeros = graph.add('Expand', [
    graph.number(0),
    graph.add('Reshape', [graph.add('Size', [like]), graph.integers([1])]),
  ]);
  const sums = graph.add('ScatterElements', [zeros, flat(sources), flat(values)], {
    axis: { int: 0 },
    reduction: { string: 'add' },
  });
  return graph.add('Reshape', [sums, graph.add('Shape', [like])]);
}

/** What picks numbers by position, repeats them at borders, or puts them into others. */
export const selections: Rules = {
  Slice: picked,
  Gather: picked,
  GatherND: picked,
  GatherElements: elementwise(({ dy, x, node, graph }) =>
    graph.add('ScatterElements', [filledLike(x, 0, graph), node.inputs[1] ?? '', dy], {
      axis: { int: intOf(node, 'axis', 0) },
      reduction: { string: 'add' },
    }),
  ),
  TopK: (node, [dy = ''], graph) => {
    const {
      inputs: [x = ''],
      outputs: [, indices = ''],
    } = node;
    const axis = { axis: { int: intOf(node, 'axis', -1) } };
    return [graph.add('ScatterElements', [filledLike(x, 0, graph), indices, dy], axis)];
  },
  ScatterElements: scattered('GatherElements'),
  ScatterND: scattered('GatherND'),
  Pad: (node, gradients, graph) => {
    const {
      inputs: [x = '', pads = '', , axes = ''],
    } = node;
    const among = (value: string, border: string) =>
      axes === '' ? [value, border] : [value, border, '', axes];
    // Other modes have no use for the number that fills a border, but a node may name one.
    if (wordOf(node, 'mode', 'constant') !== 'constant') {
      return picked({ ...node, inputs: among(x, pads) }, gradients, graph);
    }
    const [dy = ''] = gradients;
    // Less than no border takes away what was added.
    const inner = graph.add('Pad', among(dy, graph.add('Neg', [pads])));
    const sum = (value: string) => graph.add('ReduceSum', [value], { keepdims: { int: 0 } });
    const value = node.inputs[2] ?? '';
    const border = () =>
      graph.add('Reshape', [graph.add('Sub', [sum(dy), sum(inner)]), graph.add('Shape', [value])]);
    return [inner, '', node.wanted[2] ? border() : ''];
  },
  Trilu: elementwise(({ dy, node, graph }) =>
    graph.add('Trilu', [dy, ...node.inputs.slice(1)], node.attributes),
  ),
  CumSum: elementwise(({ dy, node, graph }) => {
    const reverse = { int: 1 - intOf(node, 'reverse', 0) };
    return graph.add('CumSum', [dy, node.inputs[1] ?? ''], { ...node.attributes, reverse });
  }),
};

/**
 * The rule of what puts numbers into others. The gradient by those that they were put into is all of it
 * where they were added, else what was kept.
 */
function scattered(gather: 'GatherElements' | 'GatherND'): Rule {
  return (node, [dy = ''], graph) => {
    const {
      inputs: [, indices = '', updates = ''],
    } = node;
    const reduction = wordOf(node, 'reduction', 'none');
    if (reduction !== 'none' && reduction !== 'add') return [];
    const axis = gather === 'GatherND' ? undefined : { axis: { int: intOf(node, 'axis', 0) } };
    const kept =
      reduction === 'add'
        ? dy
        : graph.add(node.operation, [dy, indices, filledLike(updates, 0, graph)], axis);
    return [kept, '', graph.add(gather, [dy, indices], axis)];
  };
}
