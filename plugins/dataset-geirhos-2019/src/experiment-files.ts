import type { PinnedFile } from '@ventral/core';
import type { Experiment } from './experiments.ts';
import checksums from './generated/checksums.json' with { type: 'json' };

const source =
  'https://raw.githubusercontent.com/rgeirhos/texture-vs-shape/' +
  'ccd0c01d42c0a8a834e90ec141e7f24fa915dc23';

const folders: Readonly<Record<Experiment, { readonly images: string; readonly trials: string }>> =
  {
    edge: { images: 'edges', trials: 'edge-experiment' },
    silhouette: { images: 'filled-silhouettes', trials: 'silhouette-filled-experiment' },
    'cue-conflict': {
      images: 'style-transfer-preprocessed-512',
      trials: 'style-transfer-512-nomask-experiment',
    },
  };

/** The files of an experiment, by what they hold; each list in the order of its paths. */
export interface ExperimentFiles {
  /** One PNG a stimulus. */
  readonly images: readonly PinnedFile[];
  /** One CSV a person. */
  readonly trials: readonly PinnedFile[];
}

/** The files of one of the `experiments`. */
export function experimentFiles(experiment: Experiment): ExperimentFiles {
  const { images, trials } = folders[experiment];
  return { images: filesIn(`stimuli/${images}/`), trials: filesIn(`raw-data/${trials}/`) };
}

function filesIn(prefix: string): readonly PinnedFile[] {
  return Object.entries(checksums).flatMap(([folder, digests]) => {
    if (!`${folder}/`.startsWith(prefix)) return [];
    return Object.entries(digests).map(([name, digest]): PinnedFile => {
      const path = `${folder}/${name}`;
      return { path, urls: [`${source}/${path}`], hash: { algorithm: 'sha256', digest } };
    });
  });
}
