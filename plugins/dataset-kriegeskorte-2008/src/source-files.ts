import type { PinnedFile } from '@ventral/core';

const source =
  'https://raw.githubusercontent.com/rsagroup/rsatoolbox/' +
  'f1f83cadb7243492a1aae7460466e0f0140b20ac/demos/92imageData';

/** The files of the data set, by what is read from them. */
export const sourceFiles: Readonly<Record<'objects' | 'humanIt' | 'judgements', PinnedFile>> = {
  /** The images, and the dissimilarities in macaque IT. */
  objects: pinnedFile(
    'Kriegeskorte_Neuron2008_supplementalData.mat',
    '06f21214399a5d43dc264eed19a7f4b8daf11c8622a59eec3e106064ce5e3504',
    3_603_779,
  ),
  /** The dissimilarities in human IT, by subject and session. */
  humanIt: pinnedFile(
    '92_brainRDMs.mat',
    '1743f90a15e895798a94318649e80e1123a7e5943a1703fa1dd7c31ea5780b7c',
    224_663,
  ),
  /** The dissimilarities that people judged, by subject. */
  judgements: pinnedFile(
    '92_behavRDMs.mat',
    '7a8e118c144c3840adeeeef6ea0706a0be2b3e80df719af15fbb56fc62562f5f',
    982_719,
  ),
};

function pinnedFile(path: string, digest: string, bytes: number): PinnedFile {
  return { path, urls: [`${source}/${path}`], hash: { algorithm: 'sha256', digest }, bytes };
}
