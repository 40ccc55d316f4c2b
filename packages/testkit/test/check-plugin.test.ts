import {
  type DatasetFiles,
  defineDataset,
  defineMetric,
  defineNeuralBenchmark,
} from '@ventral/core';
import { checkPlugin } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { pin, recordings, soundDataset, stimuli } from './sound-dataset.ts';
import { soundMetric } from './sound-metric.ts';
import { soundModel } from './sound-model.ts';

let scored = 0;
let compared = 0;
const metric = soundMetric();
const benchmark = (files: DatasetFiles) =>
  defineNeuralBenchmark({
    ...{ id: 'Made.V4-agreement', title: 'Made-up V4', region: 'V4' },
    dataset: defineDataset({
      ...{ id: 'Made', title: 'Made-up recordings', species: 'simulated', regions: ['V4'] },
      files,
      async load() {
        scored++;
        return { stimuli, recordings };
      },
    }),
    metric,
  });

checkPlugin(soundDataset());
checkPlugin(soundModel());
checkPlugin(metric);

describe('a benchmark with files', () => {
  checkPlugin(benchmark({ pin }));
  it('is not scored', () => expect(scored).toBe(0));
});

describe('a benchmark without files', () => {
  checkPlugin(benchmark({}));
  it('is scored', () => expect(scored).toBeGreaterThan(0));
});

describe('a metric on what cannot be made up', () => {
  checkPlugin(
    defineMetric({
      ...{ id: 'choices', title: 'Choices' },
      source: 'choices',
      better: 'higher',
      compareTarget: () => ({ value: ++compared }),
    }),
  );
  it('is not tried', () => expect(compared).toBe(0));
});
