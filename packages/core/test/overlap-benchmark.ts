import { createAssembly, featureMatrix } from '@ventral/arrays';
import {
  type Benchmark,
  type Candidate,
  type Dataset,
  defineDataset,
  defineMetric,
  defineNeuralBenchmark,
  type Metric,
  type NeuralBenchmarkDescription,
  type NeuralData,
} from '@ventral/core';
import { someStimuli } from '@ventral/testing';
import * as v from 'valibot';

interface OverlapOptions {
  readonly scale: number;
}

/** A metric to be followed by hand: sum of the features over that of the recordings. */
export function overlapMetric(id: string): Metric<OverlapOptions> {
  return defineMetric<OverlapOptions>({
    id,
    title: 'Sum of features over sum of recordings',
    source: 'features',
    better: 'higher',
    options: v.strictObject({ scale: v.optional(v.number(), 1) }),
    async compare(source, target, { scale }) {
      const features = await source.readColumns(0, source.featureCount);
      const value = (scale * sum(features)) / sum(target.values);
      const error = value / 10;
      return { value, error, better: 'higher', raw: { value, error }, notes: ['By hand.'] };
    },
  });
}

/** Two stimuli, one neuroid; the recordings sum to 10. */
const data: NeuralData = {
  stimuli: someStimuli(2),
  recordings: createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [2, 1],
    values: Float64Array.of(4, 6),
    coords: {
      stimulus_id: { dim: 'presentation', values: ['image0', 'image1'] },
      neuroid_id: { dim: 'neuroid', values: ['n0'] },
    },
  }),
};

const overlap: Metric<OverlapOptions> = overlapMetric('overlap');

/** The data set of the benchmarks below. */
export const overlapDataset: Dataset<NeuralData> = defineDataset({
  id: 'Two',
  title: 'Two stimuli',
  species: 'macaque',
  regions: ['V4'],
  files: [],
  load: async () => data,
});

/** A benchmark of the overlap metric on those recordings. */
export function overlapBenchmark(
  id: string,
  settings: Partial<NeuralBenchmarkDescription<NeuralData>> = {},
): Benchmark {
  return defineNeuralBenchmark<NeuralData>({
    id,
    title: 'Overlap',
    dataset: overlapDataset,
    metric: overlap,
    species: 'macaque',
    region: 'V4',
    files: [],
    ceilingConvention: 'raw',
    load: (context) => overlapDataset.load(context),
    ...settings,
  });
}

/** A candidate whose features sum to a number: its overlap is a tenth of that. */
export function candidateOf(total: number): Candidate {
  return {
    id: `sum of ${total}`,
    record: async () => featureMatrix(Float64Array.of(total - 1, 1), ['image0', 'image1']),
  };
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0);
}
