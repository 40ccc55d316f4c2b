import { brainioFile } from '@ventral/brainio';
import type { PinnedFile } from '@ventral/core';

/** The files of one part, laid out as BrainIO does. */
export interface FreemanZiembaFiles {
  /** Name of the stimulus set: `FreemanZiemba2013.aperture-public`. */
  readonly stimulusSet: string;
  /** Recordings of every presentation, netCDF-4. */
  readonly assembly: PinnedFile;
  /** One row a stimulus. */
  readonly csv: PinnedFile;
  /** The images. */
  readonly zip: PinnedFile;
}

/** The parts by name; `private` is for those with credentials only. */
export const partFiles: Readonly<Record<string, FreemanZiembaFiles>> = {
  public: {
    stimulusSet: 'FreemanZiemba2013.aperture-public',
    assembly: brainioFile({
      identifier: 'movshon.FreemanZiemba2013.public',
      kind: 'assembly',
      sha1: '761c08f796db4e342555cdb60eef23a4f19ead43',
      versionId: 'W2vx7jdh9utZdVumHHarXa4L1zOrA8Fd',
    }),
    csv: brainioFile({
      identifier: 'FreemanZiemba2013.aperture-public',
      kind: 'csv',
      sha1: '194c9b301a4e3e9cff02481d4c19b39331d52660',
      versionId: 'null',
    }),
    zip: brainioFile({
      identifier: 'FreemanZiemba2013.aperture-public',
      kind: 'zip',
      sha1: '3a6fec1fc28c212882d6833e267ea8654d289611',
      versionId: 'null',
    }),
  },
  private: {
    stimulusSet: 'FreemanZiemba2013.aperture-private',
    assembly: brainioFile({
      identifier: 'movshon.FreemanZiemba2013.private',
      kind: 'assembly',
      sha1: '63f636fa2e2b51b47a676768a69b06ce95efdd8f',
      versionId: 'wx5LB7Nq42SV74RQ8Cw6EtyabywsnSyG',
      isPrivate: true,
    }),
    csv: brainioFile({
      identifier: 'FreemanZiemba2013.aperture-private',
      kind: 'csv',
      sha1: '65bee31483dd743ae2a19c6af03b9abe5f4d5a41',
      versionId: 'Klo0lMygUX0IZPkLoypccXH55a1hZjf2',
      isPrivate: true,
    }),
    zip: brainioFile({
      identifier: 'FreemanZiemba2013.aperture-private',
      kind: 'zip',
      sha1: 'daa724a4797b23929df59c18744923790edf71cb',
      versionId: 'nZES.el0vF3KXuRrB2ELQOqzCcxumFMY',
      isPrivate: true,
    }),
  },
};
