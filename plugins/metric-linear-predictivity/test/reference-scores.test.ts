import { createAssembly } from '@ventral/arrays';
import type { Metric, Score } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import {
  linearPredictivity,
  neuronToNeuron,
  pls,
  reversePls,
  ridge,
  ridgecvSplit,
} from '@ventral/metric-linear-predictivity';
import { describe, expect, it } from 'vitest';
import { featuresOf, type GoldenScore, golden, recordingsOf } from './golden-case.ts';

const tolerance = 1e-6;
const context = createRunContext();
const options = { stratification: 'object_name' };

function largestDifference(
  actual: readonly (number | null)[],
  expected: readonly number[],
): number {
  expect(actual.length).toBe(expected.length);
  return Math.max(...expected.map((value, index) => Math.abs((actual[index] as number) - value)));
}

function expectScore(score: Score, { score: value, error, per_split_median }: GoldenScore): void {
  expect(Math.abs(score.value - value)).toBeLessThan(tolerance);
  expect(Math.abs(score.spread! - error)).toBeLessThan(tolerance);
  expect(score.raw).toMatchObject({ value: score.value, spread: score.spread });
  expect(largestDifference(score.raw.perSplit!, per_split_median)).toBeLessThan(tolerance);
}

function meanOverSplits(raw: readonly number[][]): number[] {
  return raw[0]!.map((_, neuroid) => {
    return raw.reduce((sum, split) => sum + split[neuroid]!, 0) / raw.length;
  });
}

describe('60 stimuli x 40 features -> 8 neuroids, stratified', () => {
  it.each<[string, Metric]>([
    ['pls', pls],
    ['ridge', ridge],
    ['linear_predictivity', linearPredictivity],
    ['neuron_to_neuron', neuronToNeuron],
  ])('%s equals Brain-Score', async (id, metric) => {
    const { first } = golden;
    const score = await metric.compare(featuresOf(first), recordingsOf(first), options, context);
    const expected = first.metrics[id]!;
    expect(metric.id).toBe(id);
    expectScore(score, expected);
    const perNeuroid = meanOverSplits(expected.raw);
    expect(largestDifference(score.raw.perNeuroid!, perNeuroid)).toBeLessThan(tolerance);
  });

  it('has too few neuroids to predict features from by 25 components', async () => {
    const { first } = golden;
    await expect(
      reversePls.compare(featuresOf(first), recordingsOf(first), options, context),
    ).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('25 components'),
    });
  });
});

describe('80 stimuli x 36 features -> 30 neuroids', () => {
  const { second } = golden;

  it('pls equals Brain-Score', async () => {
    const score = await pls.compare(featuresOf(second), recordingsOf(second), options, context);
    const expected = second.metrics.pls!;
    expectScore(score, expected);
    const perNeuroid = meanOverSplits(expected.raw);
    expect(largestDifference(score.raw.perNeuroid!, perNeuroid)).toBeLessThan(tolerance);
  });

  it('reverse_pls equals Brain-Score', async () => {
    const score = await reversePls.compare(
      featuresOf(second),
      recordingsOf(second),
      options,
      context,
    );
    expectScore(score, second.metrics.reverse_pls!);
    expect(score.raw.perNeuroid).toBeUndefined();
  });

  it('ridgecv_split equals Brain-Score', async () => {
    const { score: value, raw, alpha, train_rows } = second.ridgecv_split;
    const recordings = recordingsOf(second);
    const partition = second.stimulus_id.map((_, row) => (row < train_rows[1] ? 'train' : 'test'));
    const divided = createAssembly({
      ...recordings,
      coords: { ...recordings.coords, partition: { dim: 'presentation', values: partition } },
    });
    const score = await ridgecvSplit.compare(featuresOf(second), divided, {}, context);
    expect(Math.abs(score.value - value)).toBeLessThan(tolerance);
    expect(largestDifference(score.raw.perNeuroid!, raw)).toBeLessThan(tolerance);
    expect(score.notes).toEqual([`The penalty (alpha) chosen is ${alpha}.`]);
    expect(score.spread).toBeUndefined();
  });
});
