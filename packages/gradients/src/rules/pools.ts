import type { GraphWriter } from '../graph-writer.ts';
import { intOf, type NodePlace } from '../node-place.ts';
import { alongAxis } from './along-axis.ts';
import { knownSizes } from './known-sizes.ts';
import { elementwise, type Rules } from './rule.ts';
import { scatter } from './selections.ts';
import { type Windows, windowsOf } from './windows.ts';

/** The largest numbers and the means of windows. */
export const pools: Rules = {
  MaxPool: elementwise(
    ({
      dy,
      x,
      node: {
        outputs: [, stated = ''],
        ...node
      },
      graph,
    }) => {
      // The first of equal numbers takes the whole gradient, as in PyTorch.
      const places =
        stated || (graph.addWithOutputs(2, 'MaxPool', [x], node.attributes)[1] as string);
      return scatter(dy, places, x, graph);
    },
  ),
  AveragePool: elementwise(({ dy, x, y, node, graph }) => {
    const windows = windowsOf(node, knownSizes(node, x, 2), knownSizes(node, y, 2));
    const weights = windows.input.map((_, axis) => windowWeights(windows, axis, node));
    const divided =
      intOf(node, 'count_include_pad', 0) === 1
        ? dy
        : graph.add('Div', [dy, windowCounts(weights, windows, graph)]);
    // The windows are a product of rows and columns, and so is what they give back.
    const sizes = [...windows.output];
    let gradient = divided;
    for (const [axis, matrix] of weights.entries()) {
      const [to, from] = [windows.input[axis] as number, windows.output[axis] as number];
      const inner = sizes.slice(axis + 1).reduce((product, size) => product * size, 1);
      const back = graph.array([to, from], transposed(matrix, from, to));
      gradient = alongAxis(gradient, back, from, inner, graph);
      sizes[axis] = to;
    }
    return graph.add('Reshape', [gradient, graph.add('Shape', [x])]);
  }),
};

/**
 * Whether a window sees a row, `windows x rows` along one axis; where borders count, divided by how many
 * rows count.
 */
function windowWeights(windows: Windows, axis: number, node: NodePlace): number[] {
  const at = (values: readonly number[]) => values[axis] as number;
  const { input, output, kernel, strides, dilations, begins, ends } = windows;
  const weights = new Array<number>(at(output) * at(input)).fill(0);
  for (let window = 0; window < at(output); window++) {
    let counted = 0;
    const seen: number[] = [];
    for (let position = 0; position < at(kernel); position++) {
      const row = window * at(strides) + position * at(dilations) - at(begins);
      if (row >= 0 && row < at(input)) seen.push(row);
      // Beyond the border lies only what rounding up the number of windows added: it never counts.
      if (row < at(input) + at(ends)) counted++;
    }
    const weight = intOf(node, 'count_include_pad', 0) === 1 ? 1 / counted : 1;
    for (const row of seen) weights[window * at(input) + row] = weight;
  }
  return weights;
}

/** How many numbers each window sees, `1 x 1 x windows`. */
function windowCounts(
  weights: readonly (readonly number[])[],
  { input, output }: Windows,
  graph: GraphWriter,
): string {
  const counts = weights.map((matrix, axis) => {
    const columns = input[axis] as number;
    return Array.from({ length: output[axis] as number }, (_, window) =>
      matrix.slice(window * columns, (window + 1) * columns).reduce((sum, one) => sum + one, 0),
    );
  });
  const products = counts.reduce<readonly number[]>(
    (all, along) => all.flatMap((so) => along.map((count) => so * count)),
    [1],
  );
  return graph.array([1, 1, ...output], products);
}

function transposed(matrix: readonly number[], rows: number, columns: number): number[] {
  return Array.from({ length: rows * columns }, (_, index) => {
    const [column, row] = [Math.floor(index / rows), index % rows];
    return matrix[row * columns + column] as number;
  });
}
