import type { NdArray } from '@ventral/arrays';
import { RandomState } from '@ventral/numerics';
import { computeGradientsWithTensorFlow, loadTensorFlow } from '@ventral/tensorflow';
import { computeGradients, drawParameters } from '@ventral/training';
import { describe, expect, it } from 'vitest';
import { drawClassifier, drawResponsePredictor } from './random-network.ts';

const seeds = Array.from({ length: 25 }, (_, seed) => seed);

/** Relative to the largest value: what is 0 there may be rounding noise here. */
function relativeError(array: NdArray | undefined, expected: NdArray): number {
  expect(array?.shape).toEqual(expected.shape);
  const values = Array.from(expected.values);
  const off = values.map((value, index) => Math.abs(value - (array?.values[index] as number)));
  return Math.max(...off) / Math.max(1e-3, ...values.map(Math.abs));
}

describe.each([
  ['response predictors', drawResponsePredictor],
  ['classifiers of images', drawClassifier],
])('the gradients of the ONNX graph, for %s', (_name, draw) => {
  it.each(seeds)('are those of automatic differentiation, seed %i', async (seed) => {
    const random = new RandomState(seed);
    const drawn = draw(random);
    const task = { ...drawn, initialParameters: drawParameters(drawn.network, random) };
    const tensorflow = await loadTensorFlow({ backend: 'cpu' });
    const automatic = computeGradientsWithTensorFlow(tensorflow, task);
    const derived = await computeGradients(task);
    expect(Math.abs(derived.loss / automatic.loss - 1)).toBeLessThan(1e-5);
    expect(Object.keys(derived.gradients).sort()).toEqual(Object.keys(automatic.gradients).sort());
    for (const [name, gradient] of Object.entries(automatic.gradients)) {
      expect(relativeError(derived.gradients[name], gradient), name).toBeLessThan(1e-4);
    }
  });
});
