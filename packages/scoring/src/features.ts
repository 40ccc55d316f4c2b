import { createHash } from 'node:crypto';
import { encodeNpyHeader, featureMatrix, type NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { FeatureFile } from '@ventral/files';
import * as v from 'valibot';
import type { RecordedFile } from './record.ts';

/** What a model says of stimuli, in memory: computed elsewhere, by any framework. */
export interface Features extends NdArray {
  /** What the record calls them. */
  readonly id: string;
  /** Stimuli, then features of any shape: `[640, 1000]`, `[640, 64, 7, 7]`. */
  readonly shape: readonly number[];
  /**
   * The stimulus of each row.
   * @default rows are in the order of the benchmark's stimuli
   */
  readonly stimulusIds?: readonly string[] | undefined;
}

/** The field of a request that holds a path or an id, or features in memory. */
export const candidateField: v.GenericSchema<unknown, string | Features> = v.union([
  v.string(),
  v.strictObject({
    id: v.string(),
    values: v.union([v.instance(Float32Array), v.instance(Float64Array)]),
    shape: v.array(v.number()),
    stimulusIds: v.optional(v.array(v.string())),
  }),
]);

/**
 * Features in memory as they would be on disk, to be scored in the same way.
 *
 * @throws VentralError `SHAPE_MISMATCH` where there are not as many values, or stimuli, as the shape says
 */
export function asFeatureFile({ id, values, shape, stimulusIds }: Features): FeatureFile {
  const [rows = 0] = shape;
  const size = shape.reduce((product, length) => product * length, 1);
  if (values.length !== size) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${id} has ${values.length} values, for the shape [${shape.join(', ')}].`,
    );
  }
  if (stimulusIds !== undefined && stimulusIds.length !== rows) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${id} has ${rows} rows, for ${stimulusIds.length} stimulus ids.`,
      { hint: 'Name the stimulus of each row, each once.' },
    );
  }
  return { shape, withStimuli: (ids) => featureMatrix(values, ids) };
}

/**
 * Features in memory as a record names them: by the content of the files that `numpy.save`, or `encodeNpy`,
 * and one stimulus a line would make of them. So a record does not say whether they ever were files, and
 * is verified with either.
 */
export function recordFeatures({ id, values, shape, stimulusIds }: Features): {
  readonly file: RecordedFile;
  readonly stimulusIds?: RecordedFile;
} {
  const header = encodeNpyHeader(values instanceof Float32Array ? '<f4' : '<f8', shape);
  const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return {
    file: recordParts(`${id}.npy`, [header, content]),
    ...(stimulusIds && {
      stimulusIds: recordParts(`${id}.txt`, [Buffer.from(textOfIds(stimulusIds))]),
    }),
  };
}

/** The file of stimulus ids: one a line. */
export function textOfIds(stimulusIds: readonly string[]): string {
  return stimulusIds.map((id) => `${id}\n`).join('');
}

function recordParts(name: string, parts: readonly Uint8Array[]): RecordedFile {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const bytes = parts.reduce((sum, { length }) => sum + length, 0);
  return { name, sha256: hash.digest('hex'), bytes };
}
