import { createAssembly, featureMatrix } from '@ventral/arrays';
import {
  type Candidate,
  defineDataset,
  defineMetric,
  defineNeuralBenchmark,
  type NeuralBenchmarkDescription,
  type NeuralData,
  type PinnedFile,
} from '@ventral/core';
import { someStimuli } from '@ventral/testing';
import * as v from 'valibot';

/** A metric to be followed by hand: sum of the features over that of the recordings. */
export function overlapMetric(id: string, changes: { readonly better?: 'lower' } = {}) {
  return defineMetric({
    id,
    title: 'Sum of features over sum of recordings',
    better: 'higher',
    options: v.strictObject({ scale: v.optional(v.number(), 1) }),
    async compare({ features, recordings }, { scale }) {
      const all = await features.readColumns(0, features.featureCount);
      const value = (scale * sum(all)) / sum(recordings.values);
      return { value, spread: value / 10, notes: ['By hand.'] };
    },
    ...changes,
  });
}

/** Two stimuli, one neuroid; the recordings sum to 10. */
export const overlapData: NeuralData = {
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

/** A data set of those recordings. */
export function overlapDataset(
  load: () => Promise<NeuralData> = async () => overlapData,
  species = 'macaque',
) {
  return defineDataset({
    id: 'Two',
    title: 'Two stimuli',
    species,
    regions: ['V4'],
    files: {},
    load,
  });
}

/** A benchmark of the overlap metric on those recordings. */
export function overlapBenchmark(
  id: string,
  settings: Partial<NeuralBenchmarkDescription> & { readonly files?: readonly PinnedFile[] } = {},
) {
  return defineNeuralBenchmark({
    id,
    title: 'Overlap',
    dataset: overlapDataset(),
    metric: overlapMetric('overlap'),
    region: 'V4',
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
