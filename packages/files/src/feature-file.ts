import { type FileHandle, open } from 'node:fs/promises';
import {
  countValues,
  decodeNpy,
  type FeatureMatrix,
  type NpyArray,
  type NpyHeader,
  parseNpyHeader,
} from '@ventral/arrays';
import { isVentralError, VentralError } from '@ventral/errors';
import { readNpyColumns } from './npy-columns.ts';

const headerBytes = 4096;

/** A .npy file of features on disk: its header, and the features themselves, read as needed. */
export interface FeatureFile {
  /** Sizes as stored; features beyond the second dimension are flattened in C order. */
  readonly shape: readonly number[];
  /**
   * The features of the named stimuli.
   *
   * @throws VentralError `STIMULI_MISMATCH` where there is not one name a row, or a name twice
   */
  withStimuli(stimulusIds: readonly string[]): FeatureMatrix;
}

/**
 * Opens a .npy file of features (stimuli x features, or stimuli x any shape) without reading its
 * values: they are read block by block, so the file may be larger than memory, in C or Fortran
 * order.
 *
 * @throws VentralError `FILE_UNREADABLE` where it is missing, `DATA_CORRUPT` where it is no .npy
 * file of numbers or is truncated
 */
export async function openFeatureFile(path: string): Promise<FeatureFile> {
  const header = await withFile(path, readHeader);
  const [rows = 0, ...sizes] = header.shape;
  return {
    shape: header.shape,
    withStimuli(stimulusIds) {
      requireStimuli(stimulusIds, rows, path);
      return {
        stimulusIds,
        featureCount: countValues(sizes),
        readColumns: (start, end) =>
          withFile(path, (file) => readNpyColumns(file, header, start, end)),
      };
    },
  };
}

/**
 * Reads a whole .npy file.
 *
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`, naming the file
 */
export async function readNpyFile(path: string): Promise<NpyArray> {
  return withFile(path, async (file) => decodeNpy(await file.readFile()));
}

function requireStimuli(stimulusIds: readonly string[], rows: number, path: string): void {
  if (stimulusIds.length !== rows) {
    throw new VentralError(
      'STIMULI_MISMATCH',
      `${path} has ${rows} rows, for ${stimulusIds.length} stimuli.`,
      { hint: 'Give the features one row a stimulus, or name the rows with --stimulus-ids.' },
    );
  }
  const seen = new Set<string>();
  for (const id of stimulusIds) {
    if (seen.has(id)) {
      throw new VentralError('STIMULI_MISMATCH', `Two rows of ${path} are said to be '${id}'.`, {
        hint: 'Name the stimulus of each row, each once.',
      });
    }
    seen.add(id);
  }
}

async function readHeader(file: FileHandle): Promise<NpyHeader> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
  const header = parseNpyHeader(buffer.subarray(0, bytesRead));
  const count = countValues(header.shape);
  const expected = header.offset + count * header.itemBytes;
  const { size } = await file.stat();
  if (size < expected) {
    throw new VentralError(
      'DATA_CORRUPT',
      `The file is truncated: ${size} of ${expected} bytes for shape [${header.shape.join(', ')}].`,
    );
  }
  return header;
}

async function withFile<Result>(
  path: string,
  read: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    return await read(file);
  } catch (error) {
    throw explainReadError(error, path);
  } finally {
    await file?.close();
  }
}

// Says in which file it was.
function explainReadError(error: unknown, path: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (isVentralError(error)) {
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    return new VentralError(error.code, `${path}: ${message}`, { ...hint, cause: error });
  }
  if (code === undefined) return error;
  return new VentralError('FILE_UNREADABLE', `${path} cannot be read: ${message}.`, {
    hint: 'Check the path and its permissions.',
    cause: error,
  });
}
