import type { StimulusSet } from '@ventral/arrays';
import type { PinnedFile, RunContext } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import { brainioFile } from './brainio-file.ts';
import { readStimulusSet } from './read-stimulus-set.ts';

/**
 * The files of a part of a data set: recordings or behaviour of every presentation in netCDF-4, a
 * table with one row a stimulus, and the images.
 */
export type BrainioFiles = Readonly<Record<'assembly' | 'csv' | 'zip', PinnedFile>>;

/** A part of a data set that is laid out as BrainIO does. */
export interface BrainioPart {
  /** Name of the stimulus set: `hvm-public`. */
  readonly stimulusSet: string;
  readonly files: BrainioFiles;
}

/** The sha1 of a file, and the version of the object in its bucket. */
export type BrainioPin = readonly [sha1: string, versionId?: string];

/** Names a part, and pins its files; a file whose version is not stated has the version `null`. */
export interface BrainioPartDescription
  extends Readonly<Record<keyof BrainioFiles, BrainioPin>>,
    Pick<BrainioPart, 'stimulusSet'> {
  /** Of the recordings or behaviour: `dicarlo.MajajHong2015.public`. */
  readonly identifier: string;
  /**
   * Whether the files are given only to those with credentials.
   * @default false
   */
  readonly isPrivate?: boolean;
}

/** A part whose files Brain-Score keeps on Amazon S3 (`brainioFile`). */
export function brainioPart(description: BrainioPartDescription): BrainioPart {
  const { identifier, stimulusSet, isPrivate = false } = description;
  const pin = (kind: keyof BrainioFiles) => {
    const [sha1, versionId = 'null'] = description[kind];
    const of = kind === 'assembly' ? identifier : stimulusSet;
    return brainioFile({ identifier: of, kind, sha1, versionId, isPrivate });
  };
  return { stimulusSet, files: { assembly: pin('assembly'), csv: pin('csv'), zip: pin('zip') } };
}

/**
 * Fetches the stimuli of a part.
 *
 * @param degrees width of the images in degrees of visual angle
 * @throws VentralError what `fetchFile` of @ventral/files and {@link readStimulusSet} throw
 */
export async function fetchStimulusSet(
  { stimulusSet, files }: BrainioPart,
  degrees: number,
  context: RunContext,
): Promise<StimulusSet> {
  const csv = await fetchFile(files.csv, context);
  const zip = await fetchFile(files.zip, context);
  return readStimulusSet(csv, zip, { id: stimulusSet, degrees });
}
