import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy } from '@ventral/arrays';
import type { OpenModel } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import type { Preprocessing } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { referencePath } from '@ventral/testing';

/** An attack of the golden values: what was done, and what came of it over 200 images. */
export interface GoldenAttack {
  readonly key: string;
  readonly attack: 'pgd' | 'fgsm';
  readonly norm: 'linf' | 'l2' | 'l1';
  readonly epsValue: number;
  readonly steps: number;
  readonly stepSize: number;
  readonly start: 'clean' | 'random';
  readonly robustAccuracy: number;
  readonly robustAccuracyAnyStep: number;
  readonly meanLoss: number;
  readonly lossPath: readonly (readonly number[])[] | null;
}

/** A unit of the golden values. */
export interface GoldenUnit {
  readonly value: string;
  readonly index: readonly number[];
  readonly standardDeviation200: number;
  /** The response to each of the first ten images. */
  readonly clean: readonly number[];
  readonly runs: readonly {
    readonly eps: number;
    readonly steps: number;
    readonly stepSize: number;
    readonly start: 'clean' | 'random';
    readonly up: readonly number[];
    readonly down: readonly number[];
    readonly sensitivity: readonly number[];
    readonly sensitivityAnyStep: readonly number[];
  }[];
}

interface NetworkFacts {
  readonly model: string;
  readonly preprocessing: {
    readonly mean: Preprocessing['mean'];
    readonly std: Preprocessing['std'];
  };
  readonly attacks: readonly GoldenAttack[];
}

/** The networks with golden values. */
export const networkNames = ['resnet_2b', 'resnet_4b', 'cifar10_small', 'cifar10_medium'] as const;

const folder = referencePath('golden/gradients/nets');
const read = (path: string) => decodeNpy(readFileSync(path)).values;

/** Values of one image. */
export const imageLength = 32 * 32 * 3;

/** 200 images, 0..1, and their classes. */
export function cifarImages() {
  const data = referencePath('data/cifar10-mnist-exact/datasets/sdp/cifar');
  return {
    pixels: Float32Array.from(read(join(data, 'X_sdp.npy')) as Float32Array),
    labels: Array.from(read(join(data, 'y_sdp.npy')) as ArrayLike<number | bigint>, Number),
  };
}

/** What was computed of a network by other people's code. */
export function goldenOf(name: string) {
  const json = (file: string) => JSON.parse(readFileSync(join(folder, name, file), 'utf8'));
  const facts: NetworkFacts = json('nets.json');
  const attackLosses = read(join(folder, name, 'attack_loss.npy')) as Float64Array;
  return {
    ...facts,
    attackLosses,
    finalOf: (key: string) => read(join(folder, name, `final_${key}.npy`)) as Float32Array,
    units: (): readonly GoldenUnit[] => json('units.json').units,
  };
}

/** The random starts of the golden attacks. */
export function randomStart({ norm, epsValue }: Pick<GoldenAttack, 'norm' | 'epsValue'>) {
  const drawn = read(join(folder, 'random_starts.npy')) as Int8Array;
  return (row: number): Float64Array => {
    const own = Float64Array.from(drawn.subarray(row * imageLength, (row + 1) * imageLength));
    const size = {
      linf: 127,
      l2: Math.hypot(...own),
      l1: own.reduce((sum, value) => sum + Math.abs(value), 0),
    }[norm];
    return own.map((value) => (epsValue * value) / size);
  };
}

/** Opens a network of the golden values. */
export async function openCifar(name: string): Promise<OpenModel> {
  const { model, preprocessing } = goldenOf(name);
  const { mean, std } = preprocessing;
  return networkModel({
    id: name,
    title: name,
    network: referencePath(model.replace('shared/', '')),
    preprocessing: {
      resize: { mode: 'stretch', filter: 'bilinear' },
      channelOrder: 'RGB',
      divisor: 255,
      ...{ mean, std },
    },
  }).open(createRunContext());
}
