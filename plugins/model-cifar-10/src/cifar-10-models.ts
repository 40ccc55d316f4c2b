import type { Model, PinnedFile } from '@ventral/core';
import { type NetworkDescription, networkModel } from '@ventral/network';
import { type Cifar10Network, type Cifar10NetworkName, networks } from './networks.ts';

const source =
  'https://raw.githubusercontent.com/stanleybak/vnncomp2021/' +
  '90419aadcf06cf543ce5c1706cae1059dc9fa6cf/';

/**
 * The networks whose files are pinned: `resnet_2b` and `resnet_4b`, trained adversarially, and `cifar10_small` and
 * `cifar10_medium`, trained plainly. Each gives ten logits, in the order of the classes of the data set
 * `CIFAR10`.
 *
 * Reference: Bak, Liu & Johnson (2021), The second international verification of neural networks
 * competition (VNN-COMP 2021), https://arxiv.org/abs/2109.00498
 */
export const cifar10Models: readonly Model[] = Object.entries<Cifar10Network>(networks).flatMap(
  ([id, { path, pin }]) => {
    if (pin === undefined) return [];
    const hash = { algorithm: 'git-blob', digest: pin.blob } as const;
    const file: PinnedFile = { path, urls: [`${source}${path}`], hash, bytes: pin.bytes };
    return [modelOf(id, file)];
  },
);

/**
 * Makes a model of one of the networks from its file on this machine, with the preprocessing that its source
 * states. This is how the four are used whose files are not pinned, since they could not be read when this
 * was written: `cifar10_large`, `cifar_base_kw`, `cifar_wide_kw` and `cifar_deep_kw`. **What they compute
 * here was not checked**: compare their accuracy on `exact-200` with the README's first.
 *
 * @param path of the .onnx file; the digest of the model tells which file it was
 * @throws VentralError `MODEL_UNREADABLE`, when opened, where there is no such file
 */
export function cifar10FromFile(name: Cifar10NetworkName, path: string): Model {
  return modelOf(name, path);
}

function modelOf(id: string, network: Extract<NetworkDescription['network'], string | object>) {
  const { title, licence, accuracy, mean, std } = (
    networks as Readonly<Record<string, Cifar10Network>>
  )[id] as Cifar10Network;
  return networkModel({
    id,
    title,
    citation:
      'Bak, S., Liu, C. & Johnson, T. (2021). The second international verification of neural networks ' +
      'competition (VNN-COMP 2021). arXiv:2109.00498',
    licence,
    ...(accuracy !== undefined && { accuracy }),
    network,
    preprocessing: {
      resize: { mode: 'stretch', filter: 'bilinear' },
      channelOrder: 'RGB',
      divisor: 255,
      mean,
      std,
    },
  });
}
