import { brainioFile } from '@ventral/brainio';
import type { PinnedFile } from '@ventral/core';

/** The files of one set of images and of people's choices on them. */
export interface SourceFiles {
  /** Name of the set of images. */
  readonly stimulusSet: string;
  readonly trials: PinnedFile;
  /** One row an image. */
  readonly csv: PinnedFile;
  /** The images. */
  readonly zip: PinnedFile;
}

interface Hashes {
  readonly trials: string;
  readonly csv: string;
  readonly zip: string;
}

/** The parts of the data set: one set of images each. */
export const parts = ['public', 'private'] as const;

/** One of the `parts`. */
export type Part = (typeof parts)[number];

/** The files of each part, as Brain-Score pins them. */
export const sourceFiles: Readonly<Record<Part, SourceFiles>> = {
  public: pinnedFiles('public', {
    trials: '34c6a8b6f7c523589c1861e4123232e5f7c7df4c',
    csv: '47884e17106a3be471d6481279cab33889b80850',
    zip: '064f2955f98e63867755fee2e3ead8cddf6bfab8',
  }),
  private: pinnedFiles('private', {
    trials: '516f13793d1c5b72bb445bb4008448ce97a02d23',
    csv: 'ac38e8f7c08fa8294ed25a3bf84a6adb108bf3fc',
    zip: 'ccd39f7f9b8b4a92da06e3960d06225e46208593',
  }),
};

function pinnedFiles(part: Part, hashes: Hashes): SourceFiles {
  const stimulusSet = `objectome.${part}`;
  const common = { versionId: 'null', isPrivate: part === 'private' };
  const file = (identifier: string, kind: 'assembly' | 'csv' | 'zip', sha1: string) =>
    brainioFile({ identifier, kind, sha1, ...common });
  return {
    stimulusSet,
    trials: file(`dicarlo.Rajalingham2018.${part}`, 'assembly', hashes.trials),
    csv: file(stimulusSet, 'csv', hashes.csv),
    zip: file(stimulusSet, 'zip', hashes.zip),
  };
}
