import { readFileSync } from 'node:fs';
import { decodeNpy } from '@ventral/arrays';
import { referencePath } from './reference.ts';

/** A reference array: what trainings take and give. */
interface GoldenArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** The two-block network that golden/nrp was made with. */
export const goldenNrpNetwork = {
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
} as const;

/** What golden/nrp/nrp.json holds of numbers. */
export interface GoldenNrpFacts {
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  readonly loss_per_step: readonly number[];
  readonly final: { readonly mae_all: number; readonly mae_test: number };
}

/** The numbers of the reference training. */
export function readGoldenNrpFacts(): GoldenNrpFacts {
  return JSON.parse(readFileSync(referencePath('golden/nrp/nrp.json'), 'utf8'));
}

/** One array of the reference training, by its file's name: `x_block0`, `final.out.kernel`. */
export function readGoldenNrp(name: string): GoldenArray {
  const { shape, values } = decodeNpy(readFileSync(referencePath('golden/nrp', `${name}.npy`)));
  return { shape, values: Float64Array.from(values as Float64Array) };
}

/** Every parameter, at a moment such as `initial` or `final`. */
export function readGoldenNrpParameters(moment: string): Readonly<Record<string, GoldenArray>> {
  const names = Object.keys(readGoldenNrpFacts().parameters);
  return Object.fromEntries(names.map((name) => [name, readGoldenNrp(`${moment}.${name}`)]));
}
