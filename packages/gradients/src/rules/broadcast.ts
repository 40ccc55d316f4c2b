import type { GraphWriter } from '../graph-writer.ts';
import type { Sizes } from '../node-place.ts';

/**
 * Sums a value down to what was broadcast to its sizes.
 *
 * @param from the sizes it has
 * @param to the sizes of what was broadcast
 */
export function sumTo(value: string, from: Sizes, to: Sizes, graph: GraphWriter): string {
  const leading = from.length - to.length;
  const before = Array.from({ length: leading }, (_, axis) => axis);
  const whole =
    leading === 0
      ? value
      : graph.add('ReduceSum', [value, graph.integers(before)], { keepdims: { int: 0 } });
  const repeated = [...to.keys()].filter((axis) => to[axis] === 1 && from[axis + leading] !== 1);
  return repeated.length === 0 ? whole : graph.add('ReduceSum', [whole, graph.integers(repeated)]);
}

/** A number in every place of what is as large as a value. */
export function filledLike(value: string, number: number, graph: GraphWriter): string {
  return graph.add('Expand', [graph.number(number), graph.add('Shape', [value])]);
}
