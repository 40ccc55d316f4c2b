import type { Candidate } from '@ventral/core';
import { openFeatureFile, parseArrayPath, readLines } from '@ventral/files';
import { featureFileCandidate } from '@ventral/host';
import { arrayName } from './array-name.ts';
import { asFeatureFile, type Features, recordFeatures } from './features.ts';
import type { RecordedInputs, RecordedModel } from './record.ts';
import { recordInputFile } from './record-input-file.ts';

/** Features to score, and what the record says of them. */
export interface OpenFeatures {
  readonly candidate: Candidate;
  readonly model: RecordedModel;
  readonly inputs: Pick<RecordedInputs, 'stimulusIds'>;
}

/**
 * Opens features: a .npy file, an array of a .npz, or values in memory.
 *
 * @param idsPath of a file with the stimulus of each row, for a file of features
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`, `SHAPE_MISMATCH`
 */
export async function openFeatures(
  features: string | Features,
  idsPath: string | undefined,
): Promise<OpenFeatures> {
  if (typeof features !== 'string') {
    const { id, stimulusIds } = features;
    const { file, ...inputs } = recordFeatures(features);
    const candidate = featureFileCandidate(id, asFeatureFile(features), stimulusIds);
    return { candidate, model: { id, file }, inputs };
  }
  // Hashed first: what is read afterwards is that.
  const recorded = await recordInputFile(parseArrayPath(features)?.file ?? features);
  const inputs = idsPath === undefined ? {} : { stimulusIds: await recordInputFile(idsPath) };
  const file = await openFeatureFile(features);
  const ids = idsPath === undefined ? undefined : await readLines(idsPath);
  const id = arrayName(features);
  const candidate = featureFileCandidate(id, file, ids);
  return { candidate, model: { id, file: { ...recorded, name: id } }, inputs };
}
