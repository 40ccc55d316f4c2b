import { type Step, tensorFlowKernel, type Weight } from './onnx-steps.ts';
import type { SavedModel } from './write-model.ts';

interface Node {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, unknown>>;
}

/**
 * The same network as a graph of TensorFlow's operations, as its converter writes one: biases, and
 * rectifiers right after a convolution, are part of it. Nodes are named after the values of ONNX.
 */
export function graphOfSteps(steps: readonly Step[], size: number): SavedModel {
  const nodes: Node[] = [
    {
      name: 'image',
      op: 'Placeholder',
      attr: { dtype: floatType, shape: { shape: { dim: [-1, size, size, 3].map(dimension) } } },
    },
  ];
  const specs: { name: string; dtype: string; shape: readonly number[] }[] = [];
  const values: (Float32Array | Int32Array)[] = [];
  const add = (op: string, name: string, input: readonly string[], attr: Node['attr'] = {}) => {
    nodes.push({ name, op, input, attr: { T: floatType, ...attr } });
    return name;
  };
  const constant = (name: string, shape: readonly number[], data: Float32Array | Int32Array) => {
    const isFloat = data instanceof Float32Array;
    const dtype = isFloat ? floatType : { type: 'DT_INT32' };
    const tensorShape = { dim: shape.map(dimension) };
    nodes.push({
      name,
      op: 'Const',
      attr: { dtype, value: { tensor: { dtype: dtype.type, tensorShape } } },
    });
    specs.push({ name, dtype: isFloat ? 'float32' : 'int32', shape });
    values.push(data);
    return name;
  };
  const weight = (name: string, { shape, values: data }: Weight) => constant(name, shape, data);
  const integers = (name: string, numbers: readonly number[], shape = [numbers.length]) =>
    constant(name, shape, Int32Array.from(numbers));
  const padded = ({ name, pads }: Step, value: string) => {
    const [top = 0, left = 0, bottom = 0, right = 0] = pads;
    if (Math.max(...pads, 0) === 0) return value;
    const sizes = integers(`${name}/paddings`, [0, 0, top, bottom, left, right, 0, 0], [4, 2]);
    return add('Pad', `${name}/pad`, [value, sizes], { Tpaddings: { type: 'DT_INT32' } });
  };

  let value = 'image';
  for (const [index, step] of steps.entries()) {
    const { operation, name, size: window, strides } = step;
    const windows = {
      strides: integerList([1, ...(strides.length > 0 ? strides : [1, 1]), 1]),
      padding: text('VALID'),
      data_format: text('NHWC'),
    };
    switch (operation) {
      case 'Conv': {
        const kernel = tensorFlowKernel(step);
        const next = steps[index + 1];
        const isFused = next?.operation === 'Relu';
        const fused = isFused ? ['BiasAdd', 'Relu'] : ['BiasAdd'];
        value = add(
          kernel.isDepthwise ? 'FusedDepthwiseConv2dNative' : '_FusedConv2D',
          isFused ? next.name : name,
          [
            padded(step, value),
            weight(`${name}/kernel`, kernel),
            weight(`${name}/bias`, step.weights[1] as Weight),
          ],
          {
            ...windows,
            dilations: integerList([1, 1, 1, 1]),
            num_args: { i: '1' },
            epsilon: { f: 0 },
            fused_ops: { list: { s: fused.map(base64) } },
          },
        );
        break;
      }
      case 'Relu':
        if (value !== name) value = add('Relu', name, [value]);
        break;
      case 'Clip':
        value = add('Relu6', name, [value]);
        break;
      case 'MaxPool':
        value = add('MaxPool', name, [padded(step, value)], {
          ...windows,
          ksize: integerList([1, ...window, 1]),
        });
        break;
      case 'GlobalAveragePool':
        value = add('Mean', name, [value, integers(`${name}/axes`, [1, 2])], {
          keep_dims: { b: true },
          Tidx: { type: 'DT_INT32' },
        });
        break;
      case 'Flatten': {
        const order = integers(`${name}/order`, [0, 3, 1, 2]);
        const first = add('Transpose', `${name}/channels_first`, [value, order]);
        const features = integers(`${name}/shape`, [-1, lastSize(steps, index)]);
        value = add('Reshape', name, [first, features], { Tshape: { type: 'DT_INT32' } });
        break;
      }
      case 'Gemm':
        value = add(
          '_FusedMatMul',
          name,
          [
            value,
            weight(`${name}/kernel`, step.weights[0] as Weight),
            weight(`${name}/bias`, step.weights[1] as Weight),
          ],
          {
            transpose_a: { b: false },
            transpose_b: { b: true },
            num_args: { i: '1' },
            epsilon: { f: 0 },
            fused_ops: { list: { s: [base64('BiasAdd')] } },
          },
        );
        break;
      case 'Softmax':
        value = add('Softmax', name, [value]);
        break;
      default:
        throw new Error(`no node for ${operation}`);
    }
  }
  const data = Buffer.concat(
    values.map((one) => Buffer.from(one.buffer, one.byteOffset, one.byteLength)),
  );
  return {
    modelTopology: { node: nodes, library: {}, versions: { producer: 1 } },
    weightSpecs: specs,
    weightData: Uint8Array.from(data).buffer,
  };
}

const floatType = { type: 'DT_FLOAT' };

/** Features after a Flatten: what the dense layer behind it takes, or the convolution before gives. */
function lastSize(steps: readonly Step[], index: number): number {
  const dense = steps.slice(index).find(({ operation }) => operation === 'Gemm');
  const convolution = steps.slice(0, index).findLast(({ operation }) => operation === 'Conv');
  return (dense?.weights[0]?.shape[1] ?? convolution?.weights[0]?.shape[0]) as number;
}

function dimension(size: number): { size: string } {
  return { size: String(size) };
}

function integerList(numbers: readonly number[]) {
  return { list: { i: numbers.map(String) } };
}

function text(value: string) {
  return { s: base64(value) };
}

function base64(value: string): string {
  return Buffer.from(value).toString('base64');
}
