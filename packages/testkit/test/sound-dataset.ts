import type { Assembly } from '@ventral/arrays';
import {
  type Dataset,
  type DatasetDescription,
  defineDataset,
  type NeuralData,
  type PinnedFile,
} from '@ventral/core';
import { featuresExample } from '../src/made-example.ts';
import { madeStimuli } from '../src/made-stimuli.ts';

/** A pin that is well formed. */
export const pin: PinnedFile = {
  path: 'recordings/one.npy',
  urls: ['https://example.org/one.npy'],
  hash: { algorithm: 'sha256', digest: 'a'.repeat(64) },
  bytes: 12,
};

/** Recordings of the 60 stimuli. */
export const recordings: Assembly = featuresExample('related').target;

const names = recordings.coords.stimulus_id?.values ?? [];

/** The stimuli they are of. */
export const stimuli: NeuralData['stimuli'] = {
  id: 'Made',
  digest: 'made',
  stimuli: madeStimuli(names.length, 8).map(({ load }, index) => ({
    id: String(names[index]),
    load,
  })),
};

/** A data set that keeps the contract, with changes to it. */
export function soundDataset(changes: Partial<DatasetDescription<unknown>> = {}): Dataset {
  return defineDataset<unknown>({
    id: 'Made',
    title: 'Made-up recordings',
    citation: 'Nobody (2026)',
    licence: 'CC0-1.0',
    species: 'simulated',
    regions: ['V4'],
    files: [pin],
    parts: ['one'],
    filesOf: () => [pin],
    async load(context) {
      context.fileUsed(pin);
      return { stimuli, recordings };
    },
    ...changes,
  });
}
