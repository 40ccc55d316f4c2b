import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy } from '@ventral/arrays';
import { crossEntropy, type Objective, squaredNorm, sumOf, weightedSum } from '@ventral/gradients';
import type { Tensor } from '@ventral/onnx';
import { referencePath } from '@ventral/testing';

/** What golden/gradients/index.json says of a differentiated array. */
export interface GoldenArray {
  readonly name: string;
  readonly file: string;
  readonly grad: string;
  readonly gradMax: number;
  readonly zero?: boolean;
}

/** A network, its inputs, an objective and its gradients by other people's code. */
export interface GoldenCase {
  readonly name: string;
  readonly folder: string;
  readonly model: string;
  readonly tolerance: number;
  readonly inputs: readonly (Omit<GoldenArray, 'grad'> & { readonly grad?: string })[];
  readonly objective: {
    readonly kind: 'dot' | 'cross-entropy' | 'half-square';
    readonly value: string;
    readonly v?: string;
    readonly labels?: readonly number[];
  };
  readonly objectiveValue: number;
  readonly weights?: readonly GoldenArray[];
  readonly second?: {
    readonly value: number;
    readonly inputs: readonly GoldenArray[];
    readonly weights: readonly GoldenArray[];
  };
}

export const golden: string = referencePath('golden/gradients');

/** All that golden/gradients holds of operators and of losses. */
export function readGoldenIndex<Loss>(): {
  readonly ops: readonly GoldenCase[];
  readonly losses: readonly Loss[];
} {
  return JSON.parse(readFileSync(join(golden, 'index.json'), 'utf8'));
}

/** A reference array as an input of a network. */
export function readGolden(folder: string, file: string): Tensor {
  const { shape, values } = decodeNpy(readFileSync(join(golden, folder, file)));
  return { type: 'float32', shape, values: Float32Array.from(values as Float32Array) };
}

/** The objective of a case; what it takes besides the inputs of the network is in {@link goldenFeeds}. */
export function goldenObjective({ objective: { kind, value } }: GoldenCase): Objective {
  if (kind === 'dot') return weightedSum(value, 'weights');
  return kind === 'cross-entropy' ? crossEntropy(value) : sumOf([[0.5, squaredNorm(value)]]);
}

/** All inputs of a case's gradient. */
export function goldenFeeds({ folder, inputs, objective }: GoldenCase): Record<string, Tensor> {
  const { v, labels } = objective;
  return {
    ...Object.fromEntries(inputs.map(({ name, file }) => [name, readGolden(folder, file)])),
    ...(v !== undefined && { weights: readGolden(folder, v) }),
    ...(labels !== undefined && { labels: labelTensor(labels) }),
  };
}

/** Labels as a network takes them. */
export function labelTensor(labels: readonly number[]): Tensor {
  return { type: 'int64', shape: [labels.length], values: BigInt64Array.from(labels, BigInt) };
}

/** The largest difference between two arrays. */
export function largestDifference(found: Tensor | undefined, expected: Tensor): number {
  const numbers = (tensor: Tensor | undefined) => Array.from(tensor?.values as Float32Array);
  const [got, wanted] = [numbers(found), numbers(expected)];
  if (got.length !== wanted.length) return Number.NaN;
  return Math.max(...got.map((value, index) => Math.abs(value - (wanted[index] as number))));
}

/** The largest value of an array, without its sign. */
export function largest({ values }: Tensor): number {
  return Math.max(...Array.from(values as Float32Array, Math.abs));
}
