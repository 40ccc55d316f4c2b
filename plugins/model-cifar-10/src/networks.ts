import type { ChannelValues } from '@ventral/images';

/** One of the networks, as its source describes it. */
export interface Cifar10Network {
  readonly title: string;
  /** Path in stanleybak/vnncomp2021. */
  readonly path: string;
  readonly mean: ChannelValues;
  readonly std: ChannelValues;
  readonly licence: string;
  /** The file as git names it, and its size; absent where they could not be read. */
  readonly pin?: { readonly blob: string; readonly bytes: number };
  /** Published, on all 10,000 test images, in percent. */
  readonly accuracy?: Readonly<Record<string, number>>;
}

const unstated = 'none is stated';
const bsd = 'BSD-3-Clause, as Verified-Intelligence/alpha-beta-CROWN states for the same weights';
const resnet = {
  mean: [0.4914, 0.4822, 0.4465],
  std: [0.2471, 0.2435, 0.2616],
  licence: bsd,
} as const;
const plain = { mean: [0, 0, 0], std: [1, 1, 1], licence: unstated } as const;
const certified = {
  mean: [0.485, 0.456, 0.406],
  std: [0.225, 0.225, 0.225],
  licence: unstated,
} as const;

/** The networks by name. */
export const networks = {
  resnet_2b: {
    ...resnet,
    title: 'ResNet of 2 blocks, trained adversarially on CIFAR-10 (L-infinity 2/255)',
    path: 'benchmarks/cifar10_resnet/onnx/resnet_2b.onnx',
    pin: { blob: '1e4f75cdb74b468a22b02196f54019a074609036', bytes: 450_053 },
    accuracy: {
      'CIFAR-10': 69.25,
      'CIFAR-10, PGD L-infinity 1/255': 62.24,
      'CIFAR-10, PGD L-infinity 2/255': 54.82,
    },
  },
  resnet_4b: {
    ...resnet,
    title: 'ResNet of 4 blocks, trained adversarially on CIFAR-10 (L-infinity 2/255)',
    path: 'benchmarks/cifar10_resnet/onnx/resnet_4b.onnx',
    pin: { blob: 'aff1886027af48027fb0935fe59cd349805b249f', bytes: 498_335 },
    accuracy: {
      'CIFAR-10': 77.2,
      'CIFAR-10, PGD L-infinity 1/255': 69.75,
      'CIFAR-10, PGD L-infinity 2/255': 61.41,
    },
  },
  cifar10_small: {
    ...plain,
    title: 'Small convolutional network, trained plainly on CIFAR-10',
    path: 'benchmarks/marabou-cifar10/nets/cifar10_small.onnx',
    pin: { blob: 'd78bf8f06bcf8768ed4843803e613cebe652190b', bytes: 343_619 },
  },
  cifar10_medium: {
    ...plain,
    title: 'Convolutional network of medium size, trained plainly on CIFAR-10',
    path: 'benchmarks/marabou-cifar10/nets/cifar10_medium.onnx',
    pin: { blob: '8a004ef1551210a301f0933720ecef1cbba4cfe3', bytes: 664_930 },
  },
  cifar10_large: {
    ...plain,
    title: 'Large convolutional network, trained plainly on CIFAR-10',
    path: 'benchmarks/marabou-cifar10/nets/cifar10_large.onnx',
  },
  cifar_base_kw: {
    ...certified,
    title: 'Convolutional network, trained to be certified on CIFAR-10',
    path: 'benchmarks/oval21/nets/cifar_base_kw.onnx',
  },
  cifar_wide_kw: {
    ...certified,
    title: 'Wide convolutional network, trained to be certified on CIFAR-10',
    path: 'benchmarks/oval21/nets/cifar_wide_kw.onnx',
  },
  cifar_deep_kw: {
    ...certified,
    title: 'Deep convolutional network, trained to be certified on CIFAR-10',
    path: 'benchmarks/oval21/nets/cifar_deep_kw.onnx',
  },
} satisfies Readonly<Record<string, Cifar10Network>>;

/** Name of a network. */
export type Cifar10NetworkName = keyof typeof networks;
