import { type FileHandle, open } from 'node:fs/promises';
import { decodeNpy, type FeatureMatrix, type NpyHeader, parseNpyHeader } from '@ventral/assembly';
import { isVentralError, VentralError } from '@ventral/errors';

const headerBytes = 4096;

/** A .npy file of features on disk: its header, and the features themselves, read as needed. */
export interface FeatureFile {
  /** Sizes as stored; features beyond the second dimension are flattened in C order. */
  readonly shape: readonly number[];
  /** The features of the named stimuli. */
  withStimuli(stimulusIds: readonly string[]): FeatureMatrix;
}

/**
 * Opens a .npy file of features (stimuli x features, or stimuli x any shape) without reading its
 * values: they are read block by block, so the file may be larger than memory.
 *
 * @throws VentralError `FILE_UNREADABLE` where it is missing, `DATA_CORRUPT` where it is no .npy
 * file of numbers or is truncated
 */
export async function openFeatureFile(path: string): Promise<FeatureFile> {
  const header = await readHeader(path);
  const [rows = 0, ...rest] = header.shape;
  const featureCount = rest.reduce((product, size) => product * size, 1);
  return {
    shape: header.shape,
    withStimuli(stimulusIds) {
      if (stimulusIds.length !== rows) {
        throw new VentralError(
          'STIMULI_MISMATCH',
          `${path} has ${rows} rows, for ${stimulusIds.length} stimuli.`,
          { hint: 'Give the features one row a stimulus, or name the rows with --stimulus-ids.' },
        );
      }
      return {
        stimulusIds,
        featureCount,
        readColumns: (start, end) => readColumns(path, header, featureCount, start, end),
      };
    },
  };
}

/**
 * Reads a whole .npy file.
 *
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT`, naming the file
 */
export async function readNpyFile(path: string): Promise<ReturnType<typeof decodeNpy>> {
  return named(path, () => withFile(path, async (file) => decodeNpy(await file.readFile())));
}

async function readHeader(path: string): Promise<NpyHeader> {
  const read = async (file: FileHandle): Promise<NpyHeader> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    const header = parseNpyHeader(buffer.subarray(0, bytesRead));
    const count = header.shape.reduce((product, size) => product * size, 1);
    const expected = header.offset + count * header.itemBytes;
    const { size } = await file.stat();
    if (size < expected) {
      throw new VentralError(
        'DATA_CORRUPT',
        `The file is truncated: ${size} of ${expected} bytes for shape [${header.shape.join(', ')}].`,
      );
    }
    return header;
  };
  return named(path, () => withFile(path, read));
}

async function readColumns(
  path: string,
  header: NpyHeader,
  featureCount: number,
  start: number,
  end: number,
): Promise<Float32Array | Float64Array> {
  const [rows = 0] = header.shape;
  const width = end - start;
  if (header.fortranOrder || (header.type !== '<f4' && header.type !== '<f8')) {
    return readConvertedColumns(path, rows, featureCount, start, end);
  }
  const block =
    header.type === '<f4' ? new Float32Array(rows * width) : new Float64Array(rows * width);
  const bytes = new Uint8Array(block.buffer);
  const rowBytes = width * header.itemBytes;
  await withFile(path, async (file) => {
    for (let row = 0; row < rows; row++) {
      const position = header.offset + (row * featureCount + start) * header.itemBytes;
      await file.read(bytes, row * rowBytes, rowBytes, position);
    }
  });
  return block;
}

// Integer and Fortran-ordered files are small exceptions (features are saved as floats by every
// framework): they are decoded whole.
async function readConvertedColumns(
  path: string,
  rows: number,
  featureCount: number,
  start: number,
  end: number,
): Promise<Float64Array> {
  const { values } = await readNpyFile(path);
  const width = end - start;
  return Float64Array.from({ length: rows * width }, (_, cell) => {
    const row = Math.floor(cell / width);
    return Number(values[row * featureCount + start + (cell % width)]);
  });
}

async function withFile<Result>(
  path: string,
  read: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await open(path, 'r').catch((cause) => {
    throw new VentralError('FILE_UNREADABLE', `${path} cannot be read.`, { cause });
  });
  try {
    return await read(file);
  } finally {
    await file.close();
  }
}

// Says in which file it was.
async function named<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!isVentralError(error, 'DATA_CORRUPT')) throw error;
    throw new VentralError('DATA_CORRUPT', `${path}: ${error.message}`, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}
