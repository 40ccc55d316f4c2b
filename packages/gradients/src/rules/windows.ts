import { intsOf, type NodePlace, wordOf } from '../node-place.ts';

/** How windows lie over the spatial axes of a value, each property one number an axis. */
export interface Windows {
  /** Sizes of what they lie over, and how many there are. */
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Border before the first and after the last row; the last window may leave rows out, or reach beyond. */
  readonly begins: readonly number[];
  readonly ends: readonly number[];
}

/**
 * The windows of a node, with the sizes that its setting `auto_pad` means.
 *
 * @param input sizes of the spatial axes that the windows lie over
 * @param output how many windows there are along each
 * @param kernel how large they are, where the node does not say it
 */
export function windowsOf(
  node: NodePlace,
  input: readonly number[],
  output: readonly number[],
  kernel: readonly number[] = [],
): Windows {
  const ones = input.map(() => 1);
  const sizes = intsOf(node, 'kernel_shape') ?? kernel;
  const strides = intsOf(node, 'strides') ?? ones;
  const dilations = intsOf(node, 'dilations') ?? ones;
  const pads = intsOf(node, 'pads') ?? input.flatMap(() => [0, 0]);
  const windows = { input, output, kernel: sizes, strides, dilations };
  const mode = wordOf(node, 'auto_pad', 'NOTSET');
  if (mode === 'SAME_UPPER' || mode === 'SAME_LOWER') {
    const total = input.map((size, axis) =>
      Math.max(0, reach({ ...windows, begins: [], ends: [] }, axis) - size),
    );
    return { ...windows, ...splitBorder(total, mode === 'SAME_UPPER') };
  }
  const isValid = mode === 'VALID';
  const begins = isValid ? input.map(() => 0) : pads.slice(0, input.length);
  const ends = isValid ? input.map(() => 0) : pads.slice(input.length);
  return { ...windows, begins, ends };
}

/** A border that lies on both sides, the odd row behind (`isUpper`) or in front. */
export function splitBorder(
  total: readonly number[],
  isUpper: boolean,
): Pick<Windows, 'begins' | 'ends'> {
  const smaller = total.map((size) => Math.floor(size / 2));
  const larger = total.map((size) => Math.ceil(size / 2));
  return isUpper ? { begins: smaller, ends: larger } : { begins: larger, ends: smaller };
}

/** From the first row of the first window to the last of the last one. */
export function reach({ output, strides, kernel, dilations }: Windows, axis: number): number {
  const at = (values: readonly number[]) => values[axis] as number;
  return (at(output) - 1) * at(strides) + (at(kernel) - 1) * at(dilations) + 1;
}
