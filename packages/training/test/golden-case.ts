import { readFileSync } from 'node:fs';
import { decodeNpy } from '@ventral/assembly';
import { referencePath } from '@ventral/testing';
import type { DenseArray, NamedArrays, Network } from '@ventral/training';

/** The two-block network that golden/nrp was made with. */
export const goldenNetwork: Network = {
  layers: [
    { kind: 'input', name: 'x0', shape: [40] },
    { kind: 'input', name: 'x1', shape: [24] },
    { kind: 'dense', name: 'nrp_l1_0', input: 'x0', units: 16 },
    { kind: 'dense', name: 'nrp_l1_1', input: 'x1', units: 16 },
    { kind: 'relu', name: 'block0', input: 'nrp_l1_0' },
    { kind: 'relu', name: 'block1', input: 'nrp_l1_1' },
    { kind: 'concatenate', name: 'blocks', inputs: ['block0', 'block1'] },
    { kind: 'dense', name: 'nrp_l2', input: 'blocks', units: 12 },
    { kind: 'relu', name: 'hidden', input: 'nrp_l2' },
    { kind: 'dense', name: 'out', input: 'hidden', units: 5 },
  ],
};

/** What golden/nrp/nrp.json holds of numbers. */
export interface GoldenFacts {
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  readonly loss_per_step: readonly number[];
  readonly final: { readonly mae_all: number; readonly mae_test: number };
}

export function readFacts(): GoldenFacts {
  return JSON.parse(readFileSync(referencePath('golden/nrp/nrp.json'), 'utf8'));
}

export function readGolden(name: string): DenseArray {
  const { shape, values } = decodeNpy(readFileSync(referencePath('golden/nrp', `${name}.npy`)));
  return { shape, values: Float64Array.from(values as Float64Array) };
}

/** Every parameter, at a moment such as `initial` or `final`. */
export function readParameters(moment: string): NamedArrays {
  const names = Object.keys(readFacts().parameters);
  return Object.fromEntries(names.map((name) => [name, readGolden(`${moment}.${name}`)]));
}
