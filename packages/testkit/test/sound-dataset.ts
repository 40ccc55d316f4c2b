import type { Assembly } from '@ventral/arrays';
import {
  type DatasetFiles,
  defineDataset,
  type NeuralData,
  type PartedDatasetDescription,
  type PinnedFile,
} from '@ventral/core';
import { featuresExample } from '../src/made-example.ts';
import { madeImages } from '../src/made-stimuli.ts';

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
  stimuli: madeImages(names.length, 8).map(({ load }, index) => ({
    id: String(names[index]),
    load,
  })),
};

type Description<Loaded> = PartedDatasetDescription<Loaded, DatasetFiles>;

/** A data set that keeps the contract, with changes to it. */
export function soundDataset(changes: Partial<Description<unknown>> = {}) {
  const description: Description<NeuralData> = {
    id: 'Made',
    title: 'Made-up recordings',
    citation: 'Nobody (2026)',
    licence: 'CC0-1.0',
    species: 'simulated',
    regions: ['V4'],
    parts: { one: { recordings: pin } },
    async load(files, context) {
      for (const file of Object.values(files).flat()) context.fileUsed(file);
      return { stimuli, recordings };
    },
  };
  return defineDataset({ ...description, ...(changes as Partial<Description<NeuralData>>) });
}
