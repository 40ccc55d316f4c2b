import type { PinnedFile } from '@ventral/core';
import checksums from './generated/checksums.json' with { type: 'json' };

const source =
  'https://raw.githubusercontent.com/rgeirhos/texture-vs-shape/' +
  'ccd0c01d42c0a8a834e90ec141e7f24fa915dc23';

/**
 * The files of an experiment, one CSV a person and one PNG a stimulus, in the order of their paths.
 */
export type ExperimentFiles = Readonly<Record<'trials' | 'images', readonly PinnedFile[]>>;

/** The files of each experiment: ten people, each of whom saw every image once. */
export const experimentFiles = {
  edge: filesOf('edge-experiment', 'edges'),
  silhouette: filesOf('silhouette-filled-experiment', 'filled-silhouettes'),
  'cue-conflict': filesOf(
    'style-transfer-512-nomask-experiment',
    'style-transfer-preprocessed-512',
  ),
};

function filesOf(trials: string, images: string): ExperimentFiles {
  return { trials: filesIn(`raw-data/${trials}/`), images: filesIn(`stimuli/${images}/`) };
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
