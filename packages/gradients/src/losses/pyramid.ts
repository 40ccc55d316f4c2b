import type { GraphWriter } from '../graph-writer.ts';

const binomial = [1, 4, 6, 4, 1];

/**
 * A map at half its resolution, level by level: weighted by `outer([1 4 6 4 1])/256` and taken at every second
 * row and column, beyond borders of zeros that are split as TensorFlow's SAME (the smaller half first). The
 * weights are separable, so a level is two products with matrices, in any precision.
 *
 * Reference: Burt & Adelson (1983), https://doi.org/10.1109/TCOM.1983.1095851
 *
 * @param map `samples x height x width`
 * @param levels how many there are, the map itself included
 */
export function pyramid(
  map: string,
  [height, width]: readonly [height: number, width: number],
  levels: number,
  graph: GraphWriter,
): readonly string[] {
  if (levels === 1) return [map];
  const rows = graph.array([half(height), height], halving(height));
  const columns = graph.array([half(width), width], halving(width));
  const across = graph.add('Transpose', [columns], { perm: { ints: [1, 0] } });
  const smaller = graph.add('MatMul', [rows, graph.add('MatMul', [map, across])]);
  return [map, ...pyramid(smaller, [half(height), half(width)], levels - 1, graph)];
}

function half(size: number): number {
  return Math.ceil(size / 2);
}

/** The weights of each place (column) in each of the next level (row). */
function halving(size: number): number[] {
  const border = Math.max(0, 2 * (half(size) - 1) + binomial.length - size);
  const begin = Math.floor(border / 2);
  return Array.from({ length: half(size) * size }, (_, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    return (binomial[column - 2 * row + begin] ?? 0) / 16;
  });
}
