import { brainioFile } from '@ventral/brainio';
import type { PinnedFile } from '@ventral/core';

/** The files of one part, laid out as BrainIO does. */
export interface MajajHongFiles {
  /** Name of the stimulus set: `hvm-public`. */
  readonly stimulusSet: string;
  /** Recordings of every presentation, netCDF-4. */
  readonly assembly: PinnedFile;
  /** One row a stimulus. */
  readonly csv: PinnedFile;
  /** The images. */
  readonly zip: PinnedFile;
}

/**
 * The parts by name: images of objects in their standard pose or varied a little (`public`), and
 * varied a lot (`private`: for those with credentials only).
 */
export const partFiles: Readonly<Record<string, MajajHongFiles>> = {
  public: {
    stimulusSet: 'hvm-public',
    assembly: brainioFile({
      identifier: 'dicarlo.MajajHong2015.public',
      kind: 'assembly',
      sha1: '13d28ca0ce88ee550b54db3004374ae19096e9b9',
      versionId: 'null',
    }),
    csv: brainioFile({
      identifier: 'hvm-public',
      kind: 'csv',
      sha1: '5ca7a3da00d8e9c694a9cd725df5ba0ad6d735af',
      versionId: 'null',
    }),
    zip: brainioFile({
      identifier: 'hvm-public',
      kind: 'zip',
      sha1: '8aa44e038d7b551efa8077467622f9d48d72e473',
      versionId: 'null',
    }),
  },
  private: {
    stimulusSet: 'hvm-private',
    assembly: brainioFile({
      identifier: 'dicarlo.MajajHong2015.private',
      kind: 'assembly',
      sha1: '7a40d16148d6f82939155f0bd976d310857fb156',
      versionId: 'null',
      isPrivate: true,
    }),
    csv: brainioFile({
      identifier: 'hvm-private',
      kind: 'csv',
      sha1: '6ff4981722fa05feb73a2bd26bbbba8b50dc29a6',
      versionId: 'null',
      isPrivate: true,
    }),
    zip: brainioFile({
      identifier: 'hvm-private',
      kind: 'zip',
      sha1: 'd7b1ca1876dad87e15b0242b4c82c0203ff3cbd3',
      versionId: 'null',
      isPrivate: true,
    }),
  },
};
