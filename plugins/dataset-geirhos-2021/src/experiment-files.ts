import { brainioFile } from '@ventral/brainio';
import type { PinnedFile } from '@ventral/core';
import { pinFiles } from '@ventral/files';
import { stimulusChecksums } from './stimulus-checksums.ts';
import { trialChecksums } from './trial-checksums.ts';

/** The files of an experiment: tables of trials, one a person; a table of stimuli, and their archive. */
export interface ExperimentFiles extends Readonly<Record<'csv' | 'zip', PinnedFile>> {
  readonly trials: readonly PinnedFile[];
  readonly [kind: string]: PinnedFile | readonly PinnedFile[];
}

const tables = pinFiles(
  'https://raw.githubusercontent.com/bethgelab/model-vs-human/' +
    '79ed7cd1d9ac3a114e71b6638f0a98bdd627316c',
  trialChecksums,
);

/** The files of each experiment, by the authors' names. */
export const experimentFiles: Readonly<Record<string, ExperimentFiles>> = Object.fromEntries(
  Object.entries(stimulusChecksums).map(([name, { csv, zip }]) => [
    name,
    {
      trials: tables.filter(({ path }) => path.startsWith(`raw-data/${name}/`)),
      csv: stimulusFile(name, 'csv', csv),
      zip: stimulusFile(name, 'zip', zip),
    },
  ]),
);

/** Where Brain-Score keeps it today, and where its list of hashes says. */
function stimulusFile(name: string, kind: 'csv' | 'zip', sha1: string): PinnedFile {
  const identifier = `brendel.Geirhos2021_${name}`;
  const file = brainioFile({ identifier, kind, sha1 });
  const listed = `image_${identifier.replaceAll('.', '_')}.${kind}`;
  const urls = [...file.urls, `https://brainio-brainscore.s3.amazonaws.com/${listed}`];
  return Object.freeze({ ...file, urls });
}
