import { join } from 'node:path';
import { differentiate, openGradient, squaredNorm, sumOf } from '@ventral/gradients';
import { readModel, type Tensor } from '@ventral/onnx';
import { describeReference } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import {
  type GoldenArray,
  golden,
  goldenFeeds,
  goldenObjective,
  largest,
  largestDifference,
  readGolden,
  readGoldenIndex,
} from './golden-cases.ts';

// The cases ask for 1e-4 of the largest value; float32 reaches 1e-6.
const tolerance = 1e-5;

describeReference('golden gradients', 'golden/gradients', () => {
  const { ops } = readGoldenIndex();

  describe('by the inputs', () => {
    it.each(ops)('$name', async (one) => {
      const { folder, inputs, objectiveValue } = one;
      const model = await readModel(join(golden, folder, one.model));
      const wanted = inputs.flatMap(({ grad, ...input }) => (grad ? [{ ...input, grad }] : []));
      const by = wanted.map(({ name }) => name);
      await using gradient = await openGradient(model, { of: goldenObjective(one), by });
      const { objective, gradients } = await gradient.run(goldenFeeds(one));
      expect(objective).toBeCloseTo(objectiveValue, 4);
      for (const { name, grad } of wanted) {
        const expected = readGolden(folder, grad);
        expect(gradients[name]?.shape).toEqual(expected.shape);
        const difference = largestDifference(gradients[name], expected);
        expect(difference).toBeLessThan(tolerance * Math.max(largest(expected), 1e-30));
      }
    });
  });

  describe('by the weights', () => {
    it.each(ops.filter(({ weights }) => weights !== undefined))('$name', async (one) => {
      const { folder, weights = [] } = one;
      const model = await readModel(join(golden, folder, one.model));
      await using gradient = await openGradient(model, { of: goldenObjective(one), by: 'all' });
      const { gradients } = await gradient.run(goldenFeeds(one));
      expectWeights(folder, weights, gradients);
    });
  });

  describe('of the gradient by the inputs', () => {
    it.each(ops.filter(({ second }) => second !== undefined))('$name', async (one) => {
      const { folder, inputs, second = { value: 0, inputs: [], weights: [] } } = one;
      const model = await readModel(join(golden, folder, one.model));
      const by = inputs.map(({ name }) => name);
      const first = await differentiate(model, { of: goldenObjective(one), by });
      const norms = by.map((name) => squaredNorm(first.gradients[name] ?? ''));
      const of = sumOf(norms.map((norm) => [1, norm]));
      await using gradient = await openGradient(first.model, {
        of,
        by: [...by, ...second.weights.map(({ name }) => name)],
      });
      const { objective, gradients } = await gradient.run(goldenFeeds(one));
      expect(objective / second.value).toBeCloseTo(1, 4);
      expectWeights(folder, [...second.inputs, ...second.weights], gradients);
    });
  });
});

/** Gradients that are zero cancel to what rounding leaves of the largest. */
function expectWeights(
  folder: string,
  expected: readonly GoldenArray[],
  gradients: Readonly<Record<string, Tensor>>,
): void {
  const scale = Math.max(...expected.map(({ gradMax }) => gradMax));
  for (const { name, grad, gradMax, zero } of expected) {
    const wanted = readGolden(folder, grad);
    expect(gradients[name]?.shape, name).toEqual(wanted.shape);
    const difference = largestDifference(gradients[name], wanted);
    const floor = zero ? scale : Math.max(gradMax, scale / 1000);
    expect(difference, name).toBeLessThan(tolerance * floor);
  }
}
