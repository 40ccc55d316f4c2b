import { meanSquaredError, type Objective, openGradient, pearsonLoss } from '@ventral/gradients';
import { buildModel, readModel } from '@ventral/onnx';
import { describeReference } from '@ventral/testing';
import { expect, it } from 'vitest';
import { largest, largestDifference, readGolden, readGoldenIndex } from './golden-cases.ts';

interface GoldenLoss {
  readonly kind: string;
  readonly folder: string;
  readonly value: number;
}

const losses: Readonly<Record<string, Objective>> = {
  mse: meanSquaredError('value', 'target'),
  pearson: pearsonLoss('value', 'target'),
};

describeReference('golden losses', 'golden/gradients', () => {
  const cases = readGoldenIndex<GoldenLoss>().losses.filter(({ kind }) => kind in losses);
  it.each(cases)('$kind', async ({ kind, folder, value }) => {
    const prediction = readGolden(folder, 'prediction.npy');
    const network = buildModel({
      inputs: [
        { name: 'prediction', type: 'float32', shape: ['samples', ...prediction.shape.slice(1)] },
      ],
      outputs: [{ name: 'value', type: 'float32', shape: prediction.shape }],
      nodes: [{ operation: 'Identity', inputs: ['prediction'], outputs: ['value'] }],
    });
    const of = losses[kind] as Objective;
    await using gradient = await openGradient(await readModel(network), { of });
    const found = await gradient.run({ prediction, target: readGolden(folder, 'target.npy') });
    expect(found.objective).toBeCloseTo(value, 6);
    const expected = readGolden(folder, 'grad_prediction.npy');
    const difference = largestDifference(found.gradients.prediction, expected);
    expect(difference).toBeLessThan(1e-6 * largest(expected));
  });
});
