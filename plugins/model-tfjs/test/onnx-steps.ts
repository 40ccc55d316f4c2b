import { openSession, readModel, type Tensor } from '@ventral/onnx';

/** A weight of an ONNX network. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** One operation of an ONNX network, with the settings that the test networks use. */
export interface Step {
  readonly operation: string;
  /** Name of the value it makes. */
  readonly name: string;
  /** Name of the value it reads. */
  readonly reads: string;
  readonly weights: readonly Weight[];
  readonly size: readonly number[];
  readonly strides: readonly number[];
  /** Top, left, bottom, right. */
  readonly pads: readonly number[];
  readonly groups: number;
}

/** Reads a network without branches, from its images to its classes. */
export async function readSteps(path: string): Promise<readonly Step[]> {
  const { graph, ...model } = await readModel(path);
  const made = new Set(
    [...graph.input, ...graph.node.flatMap(({ output }) => output)].map((value) =>
      typeof value === 'string' ? value : value.name,
    ),
  );
  const names = graph.node.flatMap(({ input }) => input).filter((name) => !made.has(name));
  const [someOutput] = graph.output;
  if (someOutput === undefined) throw new Error('no output');
  // Weights as the outputs of a graph that computes nothing: the runtime decodes them.
  await using session = await openSession({
    ...model,
    graph: {
      ...graph,
      node: [],
      input: [],
      valueInfo: [],
      output: [...new Set(names)].map((name) => {
        const { type, ...output } = someOutput;
        return { ...output, name };
      }),
    },
  });
  const weights = await session.run({});
  return graph.node.map(({ opType, input, output, attribute }) => {
    const ints = (name: string) =>
      attribute.find((one) => one.name === name)?.ints.map(Number) ?? [];
    return {
      operation: opType,
      name: output[0] as string,
      reads: input[0] as string,
      weights: input.slice(1).map((name) => {
        const { shape, values } = weights[name] as Tensor;
        return { shape, values: values as Float32Array };
      }),
      size: ints('kernel_shape'),
      strides: ints('strides'),
      pads: ints('pads'),
      groups: Number(attribute.find((one) => one.name === 'group')?.i ?? 1),
    };
  });
}

/**
 * The kernel of a convolution as TensorFlow has it, `rows x columns x channels x filters`; that of
 * a convolution in groups with zeros between them, and that of one channel a group
 * `rows x columns x channels x 1`.
 */
export function tensorFlowKernel({ weights, groups }: Step): Weight & { isDepthwise: boolean } {
  const [{ shape, values }] = weights as [Weight];
  const [filters, channels, rows, columns] = shape as [number, number, number, number];
  const isDepthwise = channels === 1 && groups === filters && groups > 1;
  const all = channels * groups;
  const kernel = new Float32Array(rows * columns * (isDepthwise ? filters : all * filters));
  for (let filter = 0; filter < filters; filter++) {
    const first = Math.floor((filter * groups) / filters) * channels;
    for (let channel = 0; channel < channels; channel++) {
      for (let place = 0; place < rows * columns; place++) {
        const value = values[(filter * channels + channel) * rows * columns + place] as number;
        const at = isDepthwise
          ? place * filters + filter
          : (place * all + first + channel) * filters + filter;
        kernel[at] = value;
      }
    }
  }
  const lastSizes = isDepthwise ? [filters, 1] : [all, filters];
  return { shape: [rows, columns, ...lastSizes], values: kernel, isDepthwise };
}
