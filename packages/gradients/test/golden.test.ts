import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy } from '@ventral/arrays';
import {
  crossEntropy,
  type Objective,
  openGradient,
  squaredNorm,
  sumOf,
  weightedSum,
} from '@ventral/gradients';
import { readModel, type Tensor } from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

interface GoldenInput {
  readonly name: string;
  readonly file: string;
  readonly grad?: string;
}

interface GoldenCase {
  readonly name: string;
  readonly folder: string;
  readonly model: string;
  readonly inputs: readonly GoldenInput[];
  readonly objective: {
    readonly kind: 'dot' | 'cross-entropy' | 'half-square';
    readonly value: string;
    readonly v?: string;
    readonly labels?: readonly number[];
  };
  readonly objectiveValue: number;
}

const golden = referencePath('golden/gradients');
describeReference('the gradient by the inputs', 'golden/gradients', () => {
  const { ops } = JSON.parse(readFileSync(join(golden, 'index.json'), 'utf8')) as {
    readonly ops: readonly GoldenCase[];
  };
  it.each(ops)('$name', async ({ folder, model: file, inputs, objective, objectiveValue }) => {
    const read = (name: string): Tensor => {
      const { shape, values } = decodeNpy(readFileSync(join(golden, folder, name)));
      return { type: 'float32', shape, values: Float32Array.from(values as Float32Array) };
    };
    const model = await readModel(join(golden, folder, file));
    const differentiated = inputs.filter(({ grad }) => grad !== undefined);
    await using gradient = await openGradient(model, {
      of: asObjective(objective),
      by: differentiated.map(({ name }) => name),
    });
    const feeds = Object.fromEntries(inputs.map((input) => [input.name, read(input.file)]));
    const { v, labels } = objective;
    const { objective: found, gradients } = await gradient.run({
      ...feeds,
      ...(v !== undefined && { weights: read(v) }),
      ...(labels !== undefined && {
        labels: {
          type: 'int64',
          shape: [labels.length],
          values: BigInt64Array.from(labels, BigInt),
        },
      }),
    });
    expect(Math.abs(found - objectiveValue)).toBeLessThan(
      1e-4 * Math.max(1, Math.abs(objectiveValue)),
    );
    for (const { name, grad = '' } of differentiated) {
      const expected = read(grad);
      expect(gradients[name]?.shape).toEqual(expected.shape);
      expect(largestDifference(gradients[name], expected)).toBeLessThan(1e-5);
    }
  });
});

function asObjective({ kind, value }: GoldenCase['objective']): Objective {
  if (kind === 'dot') return weightedSum(value, 'weights');
  return kind === 'cross-entropy' ? crossEntropy(value) : sumOf([[0.5, squaredNorm(value)]]);
}

/** The largest difference, as a share of the largest value expected. */
function largestDifference(found: Tensor | undefined, expected: Tensor): number {
  const numbers = (tensor: Tensor | undefined) => Array.from(tensor?.values as Float32Array);
  const wanted = numbers(expected);
  const differences = numbers(found).map((value, index) => Math.abs(value - (wanted[index] ?? 0)));
  return Math.max(...differences) / Math.max(...wanted.map(Math.abs), Number.MIN_VALUE);
}
