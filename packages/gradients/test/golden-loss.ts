import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy } from '@ventral/arrays';
import type { Tensor } from '@ventral/onnx';
import { type GoldenArray, golden, readGoldenIndex } from './golden-cases.ts';

interface GoldenInput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly file: string;
  readonly grad?: string;
}

/** A loss of matrices or of a network, with its gradients by other people's code. */
export interface GoldenLoss {
  readonly name: string;
  readonly kind: string;
  readonly folder: string;
  readonly value: number;
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly inputs?: readonly GoldenInput[];
  /** Of a network: its file, its input, what the loss takes besides, and its weights. */
  readonly model?: string;
  readonly input?: GoldenInput;
  readonly extra?: readonly GoldenInput[];
  readonly weights?: readonly Omit<GoldenArray, 'file'>[];
}

/** All losses, a network's or not. */
export function goldenLosses(of: 'networks' | 'matrices'): readonly GoldenLoss[] {
  const { losses } = readGoldenIndex<GoldenLoss>();
  return losses.filter(({ model }) => (model !== undefined) === (of === 'networks'));
}

/** An array in float64, without rounding what is stored so. */
export function readExact(folder: string, file: string): Tensor & { values: Float64Array } {
  const { shape, values } = decodeNpy(readFileSync(join(golden, folder, file)));
  return { type: 'float64', shape, values: Float64Array.from(values as Float64Array, Number) };
}

/** The largest difference between two arrays, over the largest value of what is expected. */
export function relativeDifference(found: Tensor | undefined, expected: Tensor): number {
  const [got, wanted] = [found, expected].map((one) => Array.from(one?.values as Float64Array));
  if (got?.length !== wanted?.length) return Number.NaN;
  const scale = Math.max(...(wanted ?? []).map(Math.abs));
  return Math.max(...(got ?? []).map((value, i) => Math.abs(value - (wanted?.[i] ?? 0)))) / scale;
}
