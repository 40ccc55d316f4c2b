import {
  type Benchmark,
  type BenchmarkDescription,
  type Candidate,
  defineBenchmark,
  defineDataset,
  defineMeanBenchmark,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createRunContext } from '@ventral/host';
import { expect, it } from 'vitest';

const context = createRunContext({ mirrors: [], offline: true });
const features: Candidate = { id: 'none', record: () => expect.unreachable() };

const datasetOf = (modality?: string) =>
  defineDataset({
    ...{ id: 'data', title: 'Data', species: 'human', regions: ['IT'], files: {} },
    ...(modality !== undefined && { modality }),
    load: async () => ({}),
  });
const benchmarkOf = (changes: Partial<BenchmarkDescription>): Benchmark =>
  defineBenchmark({
    ...{ id: 'one', title: 'One', region: 'IT', species: 'human' },
    score: async () => ({ value: 0, better: 'higher', raw: { value: 0 } }),
    ...changes,
  });
const meanOf = (parts: readonly Benchmark[]) =>
  defineMeanBenchmark({ id: 'mean', title: 'Mean', species: 'human', region: 'several', parts });

it('a benchmark is measured as its data set is, unless it says otherwise', () => {
  const dataset = datasetOf('fMRI');
  expect(benchmarkOf({ dataset }).modality).toBe('fMRI');
  expect(benchmarkOf({ dataset, modality: 'MEG' }).modality).toBe('MEG');
  expect(benchmarkOf({ dataset: datasetOf() }).modality).toBeUndefined();
});

it('a benchmark of the region behavior is of behaviour', () => {
  expect(benchmarkOf({ region: 'behavior' }).modality).toBe('behaviour');
});

it('a mean is measured in all ways that its parts are', () => {
  const [fMRI, again] = [1, 2].map(() => benchmarkOf({ dataset: datasetOf('fMRI') }));
  const choices = benchmarkOf({ region: 'behavior' });
  expect(meanOf([fMRI!, again!]).modality).toBe('fMRI');
  expect(meanOf([fMRI!, choices, again!]).modality).toBe('fMRI, behaviour');
  expect(meanOf([benchmarkOf({})]).modality).toBeUndefined();
});

it('a score over parts that were measured in several ways names these', async () => {
  const partOf = (id: string, modality: string, score?: BenchmarkDescription['score']) =>
    benchmarkOf({ id, dataset: datasetOf(modality), ...(score && { score }) });
  const notesOf = async (...parts: readonly Benchmark[]) =>
    (await meanOf(parts).score(features, context, { missingParts: 'leave-out' })).notes;
  const [fMRI, again] = [partOf('first', 'fMRI'), partOf('second', 'fMRI')];
  const spikes = partOf('third', 'electrophysiology');
  expect(await notesOf(fMRI, again)).toBeUndefined();
  expect(await notesOf(fMRI, spikes, again)).toEqual([
    'A mean over several modalities: fMRI, electrophysiology.',
  ]);
  const away = partOf('fourth', 'MEG', async () => {
    throw new VentralError('DATA_UNAVAILABLE', 'Away.');
  });
  expect(await notesOf(fMRI, away)).toEqual([expect.stringContaining('Left out fourth')]);
});
