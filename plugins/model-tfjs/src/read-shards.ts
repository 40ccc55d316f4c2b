import { readFile } from 'node:fs/promises';
import { countValues } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { shardPaths, type WeightGroup } from './model-json.ts';

const bytesPerValue: Readonly<Record<string, number>> = {
  ...{ float32: 4, float16: 2, int32: 4, complex64: 8 },
  ...{ uint8: 1, uint16: 2, bool: 1 },
};

/**
 * Reads the weights of a group, file by file.
 *
 * @throws VentralError `MODEL_UNREADABLE` for a file that is missing, and for files that hold more or
 *   less than the model says
 */
export async function readShards(path: string, group: WeightGroup): Promise<ArrayBuffer[]> {
  const shards: ArrayBuffer[] = [];
  const files = shardPaths(path, group);
  for (const file of files) {
    try {
      const bytes = await readFile(file);
      shards.push(Uint8Array.from(bytes).buffer);
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      throw new VentralError(
        'MODEL_UNREADABLE',
        `${path} keeps weights in ${file}: ${code === 'ENOENT' ? 'no such file' : message}.`,
        {
          hint: 'Fetch all files of the model and put them in one folder, under their own names.',
          cause,
        },
      );
    }
  }
  const expected = bytesOf(group);
  const found = shards.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (expected === undefined || expected === found) return shards;
  throw new VentralError(
    'MODEL_UNREADABLE',
    `The weights of ${path} are ${found} bytes in ${files.join(', ')}; it needs ${expected}.`,
    { hint: 'One of these files is cut short or belongs to another model: fetch them again.' },
  );
}

/** @returns undefined where weights are texts, whose length is in the files alone */
function bytesOf({ weights }: WeightGroup): number | undefined {
  let sum = 0;
  for (const { shape, dtype, quantization } of weights) {
    const each = bytesPerValue[quantization?.dtype ?? dtype];
    if (each === undefined) return undefined;
    sum += each * countValues(shape);
  }
  return sum;
}
