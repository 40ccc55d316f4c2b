import { selectAlong } from '@ventral/arrays';
import type { Dataset, PinnedFile } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { checkDataset } from '@ventral/testkit';
import { describe } from 'vitest';
import { datasetLoadRules, datasetRules } from '../src/dataset-rules.ts';
import { expectMutants } from './expect-mutants.ts';
import { pluginMutants } from './plugin-mutants.ts';
import { pin, recordings, soundDataset, stimuli } from './sound-dataset.ts';

const context = createRunContext();
const subjectOf = (plugin: Dataset) => ({ plugin, context, part: 'one' });
const change = (changes: Parameters<typeof soundDataset>[0]) => subjectOf(soundDataset(changes));
const replace = (changes: Partial<Dataset>) =>
  subjectOf(Object.freeze({ ...soundDataset(), ...changes }));
const pinned = (changes: Partial<PinnedFile>) =>
  change({ parts: { one: { recordings: { ...pin, ...changes } } } });
const labels = stimuli.stimuli.map((_, index) => index % 2);
const classes = ['cat', 'dog'];
const truth = labels.map((label) => classes[label] as string);
const labelled = { stimuli: { ...stimuli, columns: { truth } }, labels, classes };
const other = { ...pin, path: 'another.npy' };
const loading = (loaded: object) =>
  change({
    async load(_, { fileUsed }) {
      fileUsed(pin);
      return { stimuli, recordings, ...loaded };
    },
  });

describe('the rules of data sets', () => {
  const sound = change({});
  expectMutants(datasetRules, sound, {
    ...pluginMutants(sound),
    'states its licence and citation': [change({ licence: '' }), change({ citation: '' })],
    'states the species and the regions, each once': [
      change({ species: '' }),
      change({ regions: ['V4', 'V4'] }),
    ],
    'pins its files': [
      pinned({ path: '/recordings/one.npy' }),
      pinned({ path: '../one.npy' }),
      pinned({ path: 'recordings\\one.npy' }),
      pinned({ urls: [] }),
      pinned({ urls: ['http://example.org/one.npy'] }),
      pinned({ hash: { algorithm: 'sha1', digest: 'a'.repeat(64) } }),
      pinned({ hash: { algorithm: 'sha256', digest: 'A'.repeat(64) } }),
      pinned({ bytes: 0.5 }),
      replace({ files: [pin, pin] }),
    ],
    'names its parts, each once': [
      replace({ parts: ['one', 'one'] }),
      change({ parts: { '': {} } }),
    ],
    'has the files of every part among its own': [replace({ filesOf: () => [other] })],
  });
});

describe('the rules of their content', () => {
  const twice = { ...stimuli, stimuli: [...stimuli.stimuli, ...stimuli.stimuli.slice(0, 1)] };
  const torn = { width: 2, height: 2, data: new Uint8Array(5) };
  let loads = 0;
  expectMutants(datasetLoadRules, change({}), {
    'loads stimuli that can be told apart': [
      change({ stimuli: 'text' }),
      loading({ stimuli: { ...stimuli, kind: 'text' } }),
      loading({ stimuli: twice }),
      loading({ stimuli: { ...stimuli, stimuli: [] } }),
      loading({ stimuli: { ...stimuli, stimuli: [{ id: 'torn', load: async () => torn }] } }),
      loading({ stimuli: undefined }),
    ],
    'loads stimuli as wide as it says': [change({ degrees: 8 })],
    'loads recordings, choices or classes of those stimuli': [
      loading({ stimuli: { ...stimuli, stimuli: stimuli.stimuli.slice(1) } }),
      loading({ recordings: { ...recordings, dims: ['neuroid', 'presentation'] } }),
      loading({ recordings: selectAlong(recordings, 'neuroid', [0, 0]) }),
      loading({ ...labelled, labels: labelled.labels.slice(1) }),
      loading({ ...labelled, labels: labelled.labels.map(() => 2) }),
      loading({ ...labelled, labels: labelled.labels.map((label) => 1 - label) }),
      loading({ ...labelled, classes: ['cat', 'cat'] }),
      loading({ ...labelled, stimuli }),
    ],
    'loads the same each time': [
      change({
        async load() {
          loads += 1;
          return { stimuli, recordings: selectAlong(recordings, 'neuroid', [loads % 2]) };
        },
      }),
    ],
    'reads no files but those of the part': [
      replace({ filesOf: () => [] }),
      change({ load: async () => ({ stimuli, recordings }) }),
    ],
  });
});

checkDataset(soundDataset(), { load: { context, part: 'one' } });

checkDataset(
  soundDataset({
    id: 'Made-regions',
    load: async (_, { fileUsed }) => {
      fileUsed(pin);
      return { stimuli, region: async () => ({ recordings }) };
    },
  }),
  { load: { context, part: 'one' } },
);

checkDataset(
  soundDataset({
    id: 'Made-classes',
    load: async (_, { fileUsed }) => {
      fileUsed(pin);
      return labelled;
    },
  }),
  { load: { context, part: 'one' } },
);
