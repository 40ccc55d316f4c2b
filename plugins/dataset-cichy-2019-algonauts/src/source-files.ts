import type { PinnedFile } from '@ventral/core';
import checksums from './generated/checksums.json' with { type: 'json' };

// The history of the toolbox: later commits have the matrices of 78 images alone.
const source =
  'https://raw.githubusercontent.com/cvai-roig-lab/Net2Brain/' +
  '05ac462951ef792ff2ba70c4b97d5409a8e44289/input_data';

/** The files of the 92 images, with which models were trained, and of the 78 they were tested with. */
export const sourceFiles = { '92': filesOf('92images'), '78': filesOf('78images') };

/** The files of a set of images, by what they hold. */
interface SetFiles {
  readonly evc: PinnedFile;
  readonly it: PinnedFile;
  readonly images: readonly PinnedFile[];
}

function filesOf(set: '92images' | '78images'): SetFiles {
  const [evc, it] = ['fmri_EVC_RDMs.npz', 'fmri_IT_RDMs.npz'].map((name) =>
    pinnedFile(`brain_data/${set}`, name, checksums[`brain_data/${set}`]),
  ) as [PinnedFile, PinnedFile];
  const images = `stimuli_data/${set}` as const;
  const names = Object.keys(checksums[images]).sort();
  return { evc, it, images: names.map((name) => pinnedFile(images, name, checksums[images])) };
}

function pinnedFile(
  folder: string,
  name: string,
  digests: Readonly<Record<string, string>>,
): PinnedFile {
  const path = `${folder}/${name}`;
  return {
    path,
    urls: [`${source}/${path}`],
    hash: { algorithm: 'sha256', digest: digests[name] as string },
  };
}
