import {
  countValues,
  decodeNpy,
  type FeatureMatrix,
  type NpyArray,
  type NpyHeader,
  parseNpyHeader,
} from '@ventral/arrays';
import { isVentralError, VentralError } from '@ventral/errors';
import { parseArrayPath } from './array-path.ts';
import { readNpyColumns, type StoredBytes } from './npy-columns.ts';
import { readNpzArray } from './npz.ts';
import { withoutHeaderLine } from './read-lines.ts';
import { withUnchangedFile } from './unchanged-file.ts';

const headerBytes = 4096;

/** A file of features on disk: its header, and the features themselves, read as needed. */
export interface FeatureFile {
  /** Sizes as stored; features beyond the second dimension are flattened in C order. */
  readonly shape: readonly number[];
  /**
   * The features of the named stimuli.
   *
   * @param stimulusIds one name a row; a first one such as `stimulus_id`, too many, heads the others
   * @throws VentralError `STIMULI_MISMATCH` where there is not one name a row, or a name twice
   */
  withStimuli(stimulusIds: readonly string[]): FeatureMatrix;
}

/**
 * Opens a .npy file of features (stimuli x features, or stimuli x any shape) without reading its
 * values: they are read block by block, so the file may be larger than memory, in C or Fortran
 * order. Of a .npz (`features.npz`, or `features.npz:name`) the array is held in memory.
 *
 * @throws VentralError `FILE_UNREADABLE` where it is missing, `DATA_CORRUPT` where it is no .npy
 * file of numbers or is truncated, `SHAPE_MISMATCH` where it holds no values
 * @throws VentralError `OPTION_INVALID` where a .npz has no such array
 */
export async function openFeatureFile(path: string): Promise<FeatureFile> {
  const withArray = await findArray(path);
  const header = await withArray(readHeader);
  const [rows = 0, ...sizes] = header.shape;
  return {
    shape: header.shape,
    withStimuli(lines) {
      const stimulusIds = withoutHeaderLine(lines, rows);
      requireStimuli(stimulusIds, rows, path);
      return {
        stimulusIds,
        featureCount: countValues(sizes),
        readColumns: (start, end) =>
          withArray((array) => readNpyColumns(array, header, start, end)),
      };
    },
  };
}

/**
 * Reads a whole .npy file, or an array of a .npz; see {@link openFeatureFile}.
 *
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`, `SHAPE_MISMATCH`, naming the file
 * @throws VentralError `OPTION_INVALID` where a .npz has no such array
 */
export async function readNpyFile(path: string): Promise<NpyArray> {
  const withArray = await findArray(path);
  return withArray(async (array) => {
    const decoded = decodeNpy(await array.readFile());
    requireValues(decoded.shape);
    return decoded;
  });
}

/** The bytes of a .npy file. */
interface ArrayBytes extends StoredBytes {
  stat(): Promise<{ readonly size: number }>;
  readFile(): Promise<Uint8Array>;
}

/** Does `read` with the bytes of an array; errors name its file. */
type WithArray = <Result>(read: (array: ArrayBytes) => Promise<Result>) => Promise<Result>;

async function findArray(path: string): Promise<WithArray> {
  const { file, array } = parseArrayPath(path) ?? { file: path };
  if (!/\.npz$/i.test(file)) {
    return (read) => naming(path, () => withUnchangedFile(file, read));
  }
  const bytes = bytesInMemory(await readNpzArray(file, array));
  return (read) => naming(path, () => read(bytes));
}

function bytesInMemory(bytes: Uint8Array): ArrayBytes {
  return {
    async read(target, offset, length, position) {
      const found = bytes.subarray(position, position + length);
      target.set(found, offset);
      return { bytesRead: found.length };
    },
    stat: async () => ({ size: bytes.length }),
    readFile: async () => bytes,
  };
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

async function readHeader(array: ArrayBytes): Promise<NpyHeader> {
  const buffer = new Uint8Array(headerBytes);
  const { bytesRead } = await array.read(buffer, 0, headerBytes, 0);
  const header = parseNpyHeader(buffer.subarray(0, bytesRead));
  requireValues(header.shape);
  const count = countValues(header.shape);
  const expected = header.offset + count * header.itemBytes;
  const { size } = await array.stat();
  if (size < expected) {
    throw new VentralError(
      'DATA_CORRUPT',
      `The file is truncated: ${size} of ${expected} bytes for shape [${header.shape.join(', ')}].`,
      { hint: 'Save or copy it again.' },
    );
  }
  return header;
}

// Of the other shapes, no size is larger than the file, and nothing that is made for each row is.
function requireValues(shape: readonly number[]): void {
  if (shape.length > 0 && !shape.includes(0)) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `The file holds ${shape.length === 0 ? 'a single number' : 'no values'}: its shape is [${shape.join(', ')}].`,
    { hint: 'Save one row a stimulus: stimuli x features.' },
  );
}

async function naming<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw explainReadError(error, path);
  }
}

// Says in which file it was.
function explainReadError(error: unknown, path: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (isVentralError(error)) {
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    const named = message.startsWith(path) ? message : `${path}: ${message}`;
    return new VentralError(error.code, named, { ...hint, cause: error });
  }
  if (code === undefined) return error;
  return new VentralError('FILE_UNREADABLE', `${path} cannot be read: ${message}.`, {
    hint: 'Check the path and its permissions.',
    cause: error,
  });
}
