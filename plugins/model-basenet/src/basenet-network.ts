import { VentralError } from '@ventral/errors';
import type { Network, NetworkLayer, Windows } from '@ventral/training';

/** The layer that takes the images: grey, `1 x imageSize x imageSize`. */
export const inputName = 'grey';
/** The layer of what the fully connected layer reads. */
export const featuresName = 'features';

/**
 * The member of the family that others are departures from. Lists of six are of the convolutions, in
 * order.
 */
export const defaultHyperparameters = {
  /** Width and height of the images, in pixels. @default 64 */
  imageSize: 64,
  /** Filters of each convolution. @default [24, 48, 64, 64, 64, 64] */
  filters: [24, 48, 64, 64, 64, 64] as readonly number[],
  /** Width and height of each convolution's windows, in pixels; odd. @default [7, 5, 3, 3, 3, 3] */
  kernelSizes: [7, 5, 3, 3, 3, 3] as readonly number[],
  /** Pixels from one window of each convolution to the next. @default [2, 1, 1, 1, 1, 1] */
  strides: [2, 1, 1, 1, 1, 1] as readonly number[],
  /** Numbers, from 1, of the convolutions that are pooled. @default [1, 2, 6] */
  pooled: [1, 2, 6] as readonly number[],
  /** Windows of every pool. @default { size: 3, stride: 2, padding: 1 } */
  poolWindows: { size: 3, stride: 2, padding: 1 } as Windows,
  /** Classes that the fully connected layer tells apart. @default 64 */
  classes: 64,
};

/** What the members of the family differ in. Lists of six are of the convolutions, in order. */
export type BasenetHyperparameters = Readonly<Partial<typeof defaultHyperparameters>>;

/**
 * A member of the family: six convolutions, `conv1` to `conv6`, each rectified (`relu1`, ...) and
 * some of them pooled (`pool1`, ...), then `features` and the fully connected `class`.
 *
 * @throws VentralError `OPTION_INVALID` for other numbers of convolutions than six, kernels of an even
 *   size, or a pool after no convolution
 */
export function basenetNetwork(hyperparameters: BasenetHyperparameters = {}): Network {
  const chosen = { ...defaultHyperparameters, ...hyperparameters };
  const { imageSize, filters, kernelSizes, strides, pooled, poolWindows, classes } = chosen;
  requireSix({ filters, kernelSizes, strides });
  requireStages(pooled);
  const shape = [1, imageSize, imageSize];
  const layers: NetworkLayer[] = [{ kind: 'input', name: inputName, shape }];
  let input = inputName;
  for (const [index, size] of kernelSizes.entries()) {
    const number = index + 1;
    const [conv, relu, pool] = [`conv${number}`, `relu${number}`, `pool${number}`];
    const windows = { size, stride: strides[index] as number, padding: (size - 1) / 2 };
    layers.push(
      { kind: 'conv2d', name: conv, input, filters: filters[index] as number, windows },
      { kind: 'relu', name: relu, input: conv },
    );
    input = relu;
    if (!pooled.includes(number)) continue;
    layers.push({ kind: 'maxPool2d', name: pool, input: relu, windows: poolWindows });
    input = pool;
  }
  layers.push(
    { kind: 'flatten', name: featuresName, input },
    { kind: 'dense', name: 'class', input: featuresName, units: classes },
  );
  return { layers };
}

/** What each of the six convolutions passes on: its pool, or itself rectified. */
export function stageNames({ layers }: Network): readonly string[] {
  return layers
    .filter(({ kind }) => kind === 'relu' || kind === 'maxPool2d')
    .map(({ name }) => name)
    .filter((name, index, names) => names[index + 1] !== name.replace('relu', 'pool'));
}

function requireSix(lists: Readonly<Record<string, readonly number[]>>): void {
  for (const [name, values] of Object.entries(lists)) {
    const isOdd = values.every((value) => name !== 'kernelSizes' || value % 2 === 1);
    if (values.length === 6 && isOdd) continue;
    const problem = `A BaseNet cannot have ${name} [${values.join(', ')}].`;
    throw new VentralError('OPTION_INVALID', problem, {
      hint: 'Give one value for each of its six convolutions; sizes of kernels are odd.',
    });
  }
}

function requireStages(pooled: readonly number[]): void {
  if (pooled.every((number) => [1, 2, 3, 4, 5, 6].includes(number))) return;
  throw new VentralError('OPTION_INVALID', `A BaseNet cannot pool after [${pooled.join(', ')}].`, {
    hint: 'Number the convolutions that are pooled from 1 to 6.',
  });
}
