import type { PinnedFile } from '@ventral/core';
import type { MatFields } from './mat-array.ts';
import { sourceFiles } from './source-files.ts';
import {
  readMacaqueIt,
  readSubjects,
  type SubjectDissimilarities,
} from './subject-dissimilarities.ts';

/** Where the dissimilarities of a part are, and how they are read. */
export interface Source {
  readonly file: PinnedFile;
  read(file: MatFields): readonly SubjectDissimilarities[];
}

/** What was measured of the objects, as the parts of the data set are named. */
export const measurements = ['macaque-IT', 'human-IT', 'judgements'] as const;

/** One of the `measurements`. */
export type Measurement = (typeof measurements)[number];

/** The source of each measurement. */
export const sources: Readonly<Record<Measurement, Source>> = {
  'macaque-IT': { file: sourceFiles.objects, read: readMacaqueIt },
  'human-IT': { file: sourceFiles.humanIt, read: (file) => readSubjects(file, 'RDMs') },
  judgements: {
    file: sourceFiles.judgements,
    read: (file) => readSubjects(file, 'rdms_behav_92'),
  },
};
