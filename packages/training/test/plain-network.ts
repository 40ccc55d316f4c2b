import type { NdArray } from '@ventral/arrays';
import type { NamedArrays, Network, NetworkLayer, Windows } from '@ventral/training';

/** A sample's value of a layer: shape and numbers in float64. */
interface Value {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** What a network says of one sample at every layer, in plain loops and float64. */
export function computePlainly(
  { layers }: Network,
  parameters: NamedArrays,
  sample: Value,
): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const layer of layers) {
    const read = 'input' in layer ? values.get(layer.input) : undefined;
    values.set(layer.name, computeLayer(layer, parameters, read ?? sample));
  }
  return values;
}

/** The softmax cross-entropy of a network's last layer, by plain loops. */
export function plainCrossEntropy(
  network: Network,
  parameters: NamedArrays,
  samples: readonly Value[],
  labels: readonly number[],
): number {
  let loss = 0;
  for (const [index, sample] of samples.entries()) {
    const last = [...computePlainly(network, parameters, sample).values()].at(-1) as Value;
    const sum = last.values.reduce((total, value) => total + Math.exp(value), 0);
    loss += Math.log(sum) - (last.values[labels[index] as number] as number);
  }
  return loss / samples.length;
}

function computeLayer(layer: NetworkLayer, parameters: NamedArrays, x: Value): Value {
  const parameter = (name: string) => parameters[`${layer.name}.${name}`] as NdArray;
  switch (layer.kind) {
    case 'relu':
      return { ...x, values: x.values.map((value) => Math.max(0, value)) };
    case 'flatten':
      return { shape: [x.values.length], values: x.values };
    case 'dense': {
      const { values: kernel } = parameter('kernel');
      const values = Float64Array.from(parameter('bias').values);
      for (const [row, value] of x.values.entries()) {
        for (let unit = 0; unit < layer.units; unit++) {
          values[unit]! += value * kernel[row * layer.units + unit]!;
        }
      }
      return { shape: [layer.units], values };
    }
    case 'conv2d': {
      const [kernel, bias] = [parameter('kernel').values, parameter('bias').values];
      const taps = (x.shape[0] as number) * layer.windows.size ** 2;
      return overWindows(layer.windows, layer.filters, x, (filter, seen) =>
        seen.reduce(
          (sum, { tap, channel, value }) =>
            sum + value * kernel[filter * taps + channel * layer.windows.size ** 2 + tap]!,
          bias[filter] as number,
        ),
      );
    }
    case 'maxPool2d':
      return overWindows(layer.windows, x.shape[0] as number, x, (plane, seen) =>
        Math.max(...seen.filter(({ channel }) => channel === plane).map(({ value }) => value)),
      );
    default:
      return x;
  }
}

/** Computes a value for each plane and window from the pixels that the window sees of the image. */
function overWindows(
  { size, stride = 1, padding = 0 }: Windows,
  planes: number,
  { shape: [channels = 0, height = 0, width = 0], values }: Value,
  compute: (plane: number, seen: { tap: number; channel: number; value: number }[]) => number,
): Value {
  const result: number[] = [];
  const tops = starts(height);
  const lefts = starts(width);
  function starts(length: number): number[] {
    const found: number[] = [];
    for (let at = -padding; at + size <= length + padding; at += stride) found.push(at);
    return found;
  }
  for (let plane = 0; plane < planes; plane++) {
    for (const top of tops) {
      for (const left of lefts) {
        const seen = Array.from({ length: channels * size ** 2 }, (_, index) => {
          const [channel, tap] = [Math.floor(index / size ** 2), index % size ** 2];
          const [y, x] = [top + Math.floor(tap / size), left + (tap % size)];
          if (y < 0 || x < 0 || y >= height || x >= width) return [];
          return [{ tap, channel, value: values[(channel * height + y) * width + x] as number }];
        });
        result.push(compute(plane, seen.flat()));
      }
    }
  }
  return { shape: [planes, tops.length, lefts.length], values: Float64Array.from(result) };
}
