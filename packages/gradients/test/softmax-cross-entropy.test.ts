import { crossEntropy, openGradient, softmaxCrossEntropy } from '@ventral/gradients';
import { modelOfGraph } from '@ventral/onnx';
import { expect, it } from 'vitest';

const shape = [2, 3];
const logits = { type: 'float32', shape, values: Float32Array.of(1, 2, -1, 0.5, -2, 3) } as const;
const value = { type: 'float32', shape: ['n', 3] } as const;
const network = modelOfGraph({
  inputs: [{ name: 'logits', ...value }],
  outputs: [{ name: 'y', ...value }],
  nodes: [{ operation: 'Identity', inputs: ['logits'], outputs: ['y'] }],
});

it('is of one class a sample what cross-entropy with labels is', async () => {
  const targets = { ...logits, values: Float32Array.of(0, 0, 1, 1, 0, 0) };
  const labels = { type: 'int64', shape: [2], values: BigInt64Array.of(2n, 0n) } as const;
  await using given = await openGradient(network, { of: softmaxCrossEntropy('y') });
  await using labelled = await openGradient(network, { of: crossEntropy('y') });
  const found = await given.run({ logits, targets });
  const expected = await labelled.run({ logits, labels });
  expect(found.objective).toBeCloseTo(expected.objective, 6);
  expectNear(found.gradients.logits?.values, expected.gradients.logits?.values);
});

it('weighs a sample by what its targets add up to', async () => {
  const targets = { ...logits, values: Float32Array.of(0.2, 0.5, 0.3, 0, 2, 1) };
  await using given = await openGradient(network, { of: softmaxCrossEntropy('y') });
  const { objective, gradients } = await given.run({ logits, targets });
  let loss = 0;
  const gradient = [0, 3].flatMap((from) => {
    const row = [0, 1, 2].map((column) => from + column);
    const sum = row.reduce((so, index) => so + Math.exp(logits.values[index] as number), 0);
    const weight = row.reduce((so, index) => so + (targets.values[index] as number), 0);
    return row.map((index) => {
      const probability = Math.exp(logits.values[index] as number) / sum;
      const target = targets.values[index] as number;
      loss -= (target * Math.log(probability)) / 4;
      return (probability * weight - target) / 4;
    });
  });
  expect(objective).toBeCloseTo(loss, 6);
  expectNear(gradients.logits?.values, gradient);
});

it('is refused for what is no row of classes a sample', async () => {
  const images = { type: 'float32', shape: ['n', 3, 2] } as const;
  const others = modelOfGraph({
    inputs: [{ name: 'x', ...images }],
    outputs: [{ name: 'y', ...images }],
    nodes: [{ operation: 'Identity', inputs: ['x'], outputs: ['y'] }],
  });
  const opening = openGradient(others, { of: softmaxCrossEntropy('y') });
  await expect(opening).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
});

function expectNear(found: unknown, expected: unknown): void {
  const [numbers, others] = [found, expected].map((all) => Array.from(all as number[]));
  expect(numbers).toHaveLength(others?.length as number);
  for (const [index, number] of (numbers ?? []).entries()) {
    expect(number).toBeCloseTo(others?.[index] as number, 6);
  }
}
