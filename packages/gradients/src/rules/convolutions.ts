import type { GraphWriter } from '../graph-writer.ts';
import { intOf, intsOf, type NodePlace, wordOf } from '../node-place.ts';
import { knownSizes } from './known-sizes.ts';
import type { Rules } from './rule.ts';
import { reach, splitBorder, type Windows, windowsOf } from './windows.ts';

/** Weighted sums over windows, and their transposes. */
export const convolutions: Rules = {
  Conv: (node, [dy = ''], graph) => {
    const {
      inputs: [x = '', kernel = ''],
      outputs: [y = ''],
      wanted,
    } = node;
    const [inputSizes, outputSizes] = [knownSizes(node, x, 2), knownSizes(node, y, 2)];
    const sizes = knownSizes(node, kernel, 0);
    const windows = windowsOf(node, inputSizes, outputSizes, sizes.slice(2));
    const group = intOf(node, 'group', 1);
    return [
      wanted[0] ? spread(dy, kernel, sizes, windows, group, graph) : '',
      wanted[1] ? kernelGradient(x, dy, sizes, windows, group, graph) : '',
      wanted[2] ? sumOfChannels(dy, inputSizes.length, graph) : '',
    ];
  },
  ConvTranspose: (node, [dy = ''], graph) => {
    const {
      inputs: [x = '', kernel = ''],
      outputs: [y = ''],
      wanted,
    } = node;
    const sizes = knownSizes(node, kernel, 0);
    // The windows lie over its result: it is a convolution turned around.
    const windows = transposedWindows(node, knownSizes(node, y, 2), knownSizes(node, x, 2), sizes);
    const group = intOf(node, 'group', 1);
    return [
      wanted[0] ? graph.add('Conv', [dy, kernel], convAttributes(windows, group)) : '',
      wanted[1] ? kernelGradient(dy, x, sizes, windows, group, graph) : '',
      wanted[2] ? sumOfChannels(dy, windows.input.length, graph) : '',
    ];
  },
};

function convAttributes(windows: Windows, group: number) {
  const { input, kernel, strides, dilations, begins } = windows;
  // Rows that no window reached come back as border that is less than nothing: they are cut first.
  const ends = input.map((size, axis) => reach(windows, axis) - size - (begins[axis] as number));
  return {
    group: { int: group },
    kernel_shape: { ints: kernel },
    strides: { ints: strides },
    dilations: { ints: dilations },
    pads: { ints: [...begins, ...ends.map((size) => Math.max(0, size))] },
  };
}

function transposedWindows(
  node: NodePlace,
  input: readonly number[],
  output: readonly number[],
  [, , ...kernel]: readonly number[],
): Windows {
  const windows = windowsOf(node, input, output, kernel);
  const isPadded =
    intsOf(node, 'output_shape') === undefined && node.attributes.auto_pad === undefined;
  if (isPadded) return windows;
  // What the result lacks of what the windows reach is border, split as the operator's definition says.
  const extra = intsOf(node, 'output_padding') ?? input.map(() => 0);
  const total = input.map((size, axis) =>
    Math.max(0, reach(windows, axis) + (extra[axis] as number) - size),
  );
  const isUpper = wordOf(node, 'auto_pad', 'NOTSET') === 'SAME_UPPER';
  return { ...windows, ...splitBorder(total, isUpper) };
}

/** Adds to every place what the windows over it have, each times its weight. */
function spread(
  dy: string,
  kernel: string,
  sizes: readonly number[],
  windows: Windows,
  group: number,
  graph: GraphWriter,
): string {
  const { input, kernel: lengths, strides, dilations, begins } = windows;
  const borders = lengths.map(
    (length, axis) => (length - 1) * (dilations[axis] as number) - (begins[axis] as number),
  );
  const rest = input.map((size, axis) => size + (begins[axis] as number) - reach(windows, axis));
  const after = borders.map(
    (_, axis) =>
      (input[axis] as number) +
      ((lengths[axis] as number) - 1) * (dilations[axis] as number) -
      (windows.output[axis] as number) -
      (borders[axis] as number),
  );
  // With windows at every place it is a convolution by the kernel turned around, which runs faster.
  if (strides.every((stride) => stride === 1) && [...borders, ...after].every((pad) => pad >= 0)) {
    return graph.add('Conv', [dy, turnedAround(kernel, sizes, group, graph)], {
      group: { int: group },
      kernel_shape: { ints: lengths },
      dilations: { ints: dilations },
      pads: { ints: [...borders, ...after] },
    });
  }
  return graph.add('ConvTranspose', [dy, kernel], {
    group: { int: group },
    kernel_shape: { ints: lengths },
    strides: { ints: strides },
    dilations: { ints: dilations },
    pads: { ints: [...begins, ...rest.map((size) => Math.max(0, -size))] },
    output_padding: { ints: rest.map((size) => Math.max(0, size)) },
  });
}

/** The kernel with its axes of channels exchanged within each group, and each window back to front. */
function turnedAround(
  kernel: string,
  [filters = 0, channels = 0, ...lengths]: readonly number[],
  group: number,
  graph: GraphWriter,
): string {
  const space = lengths.map((_, axis) => axis);
  const exchanged = () => {
    if (group === 1) {
      const perm = [1, 0, ...space.map((axis) => axis + 2)];
      return graph.add('Transpose', [kernel], { perm: { ints: perm } });
    }
    const grouped = graph.add('Reshape', [
      kernel,
      graph.integers([group, filters / group, channels, ...lengths]),
    ]);
    const perm = [0, 2, 1, ...space.map((axis) => axis + 3)];
    const moved = graph.add('Transpose', [grouped], { perm: { ints: perm } });
    const sizes = [group * channels, filters / group, ...lengths];
    return graph.add('Reshape', [moved, graph.integers(sizes)]);
  };
  if (lengths.every((length) => length === 1)) return exchanged();
  return graph.add('Slice', [
    exchanged(),
    ...[
      space.map(() => -1),
      space.map(() => Number.MIN_SAFE_INTEGER),
      space.map((axis) => axis + 2),
      space.map(() => -1),
    ].map(graph.integers),
  ]);
}

/**
 * The product of the gradient with what the windows saw, gathered one position in the window at a time:
 * memory is the size of the window times the input, and the time half of what onnxruntime takes where the
 * gradient is the kernel of a convolution.
 *
 * @param x what the windows lie over, `batch x channels x ...`
 * @param dy the gradient by the sums, `batch x filters x ...`
 */
function kernelGradient(
  x: string,
  dy: string,
  [filters = 0, channels = 0, ...lengths]: readonly number[],
  windows: Windows,
  group: number,
  graph: GraphWriter,
): string {
  const { input, output, strides, dilations, begins } = windows;
  const space = lengths.map((_, axis) => axis);
  const swap = (value: string) =>
    graph.add('Transpose', [value], { perm: { ints: [1, 0, ...space.map((axis) => axis + 2)] } });
  // Rows of channels (or filters) of a group; columns of samples and places.
  const rows = (value: string, count: number) =>
    graph.add('Reshape', [value, graph.integers([group, count, -1])]);
  const ends = input.map((size, axis) =>
    Math.max(0, reach(windows, axis) - size - (begins[axis] as number)),
  );
  const border = [0, 0, ...begins, 0, 0, ...ends];
  const swapped = swap(x);
  const padded = border.every((size) => size === 0)
    ? swapped
    : graph.add('Pad', [swapped, graph.integers(border)]);
  const positions = lengths.reduce<readonly (readonly number[])[]>(
    (all, length) => all.flatMap((so) => Array.from({ length }, (_, at) => [...so, at])),
    [[]],
  );
  const seen = positions.map((position) => {
    const from = position.map((at, axis) => at * (dilations[axis] as number));
    const to = from.map(
      (start, axis) => start + ((output[axis] as number) - 1) * (strides[axis] as number) + 1,
    );
    const bounds = [from, to, space.map((axis) => axis + 2), strides].map(graph.integers);
    return rows(graph.add('Slice', [padded, ...bounds]), channels);
  });
  const patches =
    seen.length === 1 ? (seen[0] as string) : graph.add('Concat', seen, { axis: { int: 1 } });
  const gradient = rows(swap(dy), filters / group);
  const product =
    group === 1
      ? graph.add(
          'Gemm',
          [
            oneGroup(gradient, filters, graph),
            oneGroup(patches, channels * positions.length, graph),
          ],
          { transB: { int: 1 } },
        )
      : graph.add('MatMul', [
          gradient,
          graph.add('Transpose', [patches], { perm: { ints: [0, 2, 1] } }),
        ]);
  const byPosition = [filters, ...lengths, channels];
  const last = lengths.length + 1;
  return graph.add('Transpose', [graph.add('Reshape', [product, graph.integers(byPosition)])], {
    perm: { ints: [0, last, ...space.map((axis) => axis + 1)] },
  });
}

function oneGroup(value: string, rows: number, graph: GraphWriter): string {
  return graph.add('Reshape', [value, graph.integers([rows, -1])]);
}

function sumOfChannels(dy: string, spatialAxes: number, graph: GraphWriter): string {
  const axes = [0, ...Array.from({ length: spatialAxes }, (_, axis) => axis + 2)];
  return graph.add('ReduceSum', [dy, graph.integers(axes)], { keepdims: { int: 0 } });
}
