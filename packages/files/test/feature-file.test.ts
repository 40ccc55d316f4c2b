import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, encodeNpyHeader, type NpyType } from '@ventral/arrays';
import { openFeatureFile, readNpyFile } from '@ventral/files';
import { makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const fixtures = join(import.meta.dirname, 'fixtures');
const numpyPath = (name: string) => join(fixtures, `${name}.npy`);

/** Names for the rows of a file. */
const rowNames = (count: number) => Array.from({ length: count }, (_, row) => `row${row}`);

interface Case {
  readonly file: string;
  readonly shape: readonly number[];
  /** `array.reshape(rows, -1)`. */
  readonly rows: readonly (readonly number[])[];
}

const { cases } = JSON.parse(await readFile(join(fixtures, 'npy.json'), 'utf8')) as {
  readonly cases: readonly Case[];
};

/** 1 to 6, 2 x 3, of every type that is stored by other means than what is read. */
const numpyBytes: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  (
    [
      ['<f2', Uint16Array.of(0x3c00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600)],
      ['<f4', Float32Array.of(1, 2, 3, 4, 5, 6)],
      ['<f8', Float64Array.of(1, 2, 3, 4, 5, 6)],
      ['<i2', Int16Array.of(1, 2, 3, 4, 5, 6)],
      ['<u8', BigUint64Array.of(1n, 2n, 3n, 4n, 5n, 6n)],
      ['<i8', BigInt64Array.of(1n, 2n, 3n, 4n, 5n, 6n)],
    ] as const
  ).flatMap(([type, values]) => {
    const head = Buffer.from(encodeNpyHeader(type as NpyType, [2, 3]));
    const little = Buffer.from(values.buffer);
    const big = Buffer.concat(
      Array.from({ length: values.length }, (_, index) => {
        const size = values.BYTES_PER_ELEMENT;
        return Buffer.from(little.subarray(index * size, (index + 1) * size)).reverse();
      }),
    );
    const bigHead = Buffer.from(head.toString('latin1').replace('<', '>'), 'latin1');
    return [
      [type, Buffer.concat([head, little])],
      [type.replace('<', '>'), Buffer.concat([bigHead, big])],
    ];
  }),
);

describe("numpy's files", () => {
  it.each(cases)(
    'of $file with shape $shape are read column block by column block',
    async (known) => {
      const file = await openFeatureFile(numpyPath(known.file));
      expect(file.shape).toEqual(known.shape);
      const features = file.withStimuli(rowNames(known.rows.length));
      const { featureCount } = features;
      expect(featureCount).toBe(known.rows[0]?.length);
      for (let start = 0; start < featureCount; start++) {
        for (let end = start; end <= featureCount; end++) {
          const block = await features.readColumns(start, end);
          expect([...block]).toEqual(known.rows.flatMap((row) => row.slice(start, end)));
        }
      }
    },
  );

  it('keep their precision', async () => {
    const read = async (name: string) =>
      (await openFeatureFile(numpyPath(name))).withStimuli(rowNames(4)).readColumns(0, 1);
    expect(await read('float32')).toBeInstanceOf(Float32Array);
    expect(await read('float32_fortran')).toBeInstanceOf(Float32Array);
    expect(await read('float64')).toBeInstanceOf(Float64Array);
    expect(await read('int64')).toBeInstanceOf(Float64Array);
  });
});

describe('openFeatureFile', () => {
  it('reads blocks of its own encoding, each a copy', async () => {
    await using folder = await makeFolder({
      'f.npy': encodeNpy(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]),
    });
    const file = await openFeatureFile(join(folder.path, 'f.npy'));
    const features = file.withStimuli(['a', 'b']);
    const block = await features.readColumns(1, 3);
    expect(block).toEqual(Float64Array.of(2, 3, 5, 6));
    block.fill(0);
    expect(await features.readColumns(1, 3)).toEqual(Float64Array.of(2, 3, 5, 6));
  });

  it('takes a vector for one feature', async () => {
    await using folder = await makeFolder({ 'f.npy': encodeNpy(Float32Array.of(7, 8, 9), [3]) });
    const file = await openFeatureFile(join(folder.path, 'f.npy'));
    const features = file.withStimuli(['a', 'b', 'c']);
    expect(features.featureCount).toBe(1);
    expect(await features.readColumns(0, 1)).toEqual(Float32Array.of(7, 8, 9));
  });

  it('wants one name a row, each once', async () => {
    await using folder = await makeFolder({ 'f.npy': encodeNpy(new Float32Array(6), [3, 2]) });
    const path = join(folder.path, 'f.npy');
    const file = await openFeatureFile(path);
    expect(() => file.withStimuli(['a', 'b'])).toThrow(
      expect.objectContaining({
        code: 'STIMULI_MISMATCH',
        message: `${path} has 3 rows, for 2 stimuli.`,
      }),
    );
    expect(() => file.withStimuli(['a', 'b', 'a'])).toThrow(
      expect.objectContaining({
        code: 'STIMULI_MISMATCH',
        message: expect.stringContaining("'a'"),
      }),
    );
  });

  it.each<[string, string, string | Uint8Array]>([
    ['no .npy file', 'does not begin as one', 'stimulus,feature\n'],
    ['empty', 'does not begin as one', ''],
    [
      'cut off within its header',
      'ends within its own header',
      encodeNpy(new Float32Array(1), [1]).subarray(0, 40),
    ],
    [
      'cut off within its values',
      'truncated: 138 of 140 bytes for shape [3]',
      encodeNpy(new Float32Array(3), [3]).subarray(0, 138),
    ],
  ])('refuses a file that is %s, naming it', async (_, why, content) => {
    await using folder = await makeFolder({ 'features.npy': content });
    const path = join(folder.path, 'features.npy');
    const expected = { code: 'DATA_CORRUPT', message: expect.stringContaining(`${path}: `) };
    await expect(openFeatureFile(path)).rejects.toMatchObject(expected);
    await expect(openFeatureFile(path)).rejects.toThrow(why);
    await expect(readNpyFile(path)).rejects.toMatchObject(expected);
  });

  it.each([
    [[60_000_000_000, 0], 'The file holds no values: its shape is [60000000000, 0].'],
    [[0, 3], 'The file holds no values: its shape is [0, 3].'],
    [[], 'The file holds a single number: its shape is [].'],
  ])('refuses the shape %j (npy-hugerows)', async (shape, why) => {
    const bytes = Buffer.concat([encodeNpyHeader('<f8', shape), Buffer.alloc(8)]);
    await using folder = await makeFolder({ 'features.npy': bytes });
    const path = join(folder.path, 'features.npy');
    const expected = { code: 'SHAPE_MISMATCH', message: `${path}: ${why}` };
    await expect(openFeatureFile(path)).rejects.toMatchObject(expected);
    await expect(readNpyFile(path)).rejects.toMatchObject(expected);
  });

  it('reads what is no little-endian float, column by column', async () => {
    const types = ['<f2', '>f2', '>f4', '>f8', '>i2', '<u8', '>i8'];
    for (const type of types) {
      await using folder = await makeFolder({ 'F.NPY': numpyBytes[type] as Uint8Array });
      const features = (await openFeatureFile(join(folder.path, 'F.NPY'))).withStimuli(['a', 'b']);
      const block = await features.readColumns(1, 3);
      expect([...block]).toEqual([2, 3, 5, 6]);
      expect(block instanceof Float32Array).toBe(['<f2', '>f2', '>f4'].includes(type));
    }
  });

  it('names a file that is missing, and a folder', async () => {
    await using folder = await makeFolder();
    for (const path of [join(folder.path, 'missing.npy'), folder.path]) {
      const expected = { code: 'FILE_UNREADABLE', message: expect.stringContaining(path) };
      await expect(openFeatureFile(path)).rejects.toMatchObject(expected);
      await expect(readNpyFile(path)).rejects.toMatchObject(expected);
    }
  });

  it('notices where a file loses its end after it was opened', async () => {
    await using folder = await makeFolder({ 'f.npy': encodeNpy(new Float32Array(6), [3, 2]) });
    const path = join(folder.path, 'f.npy');
    const features = (await openFeatureFile(path)).withStimuli(['a', 'b', 'c']);
    await truncate(path, 128 + 20);
    await expect(features.readColumns(0, 1)).resolves.toHaveLength(3);
    await expect(features.readColumns(1, 2)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: `${path}: The file ends at byte 148.`,
    });
  });
});

describe('readNpyFile', () => {
  it('gives all values in C order', async () => {
    const { shape, values } = await readNpyFile(numpyPath('float32_fortran'));
    expect(shape).toEqual([4, 3]);
    expect([...(values as Float32Array)]).toEqual(
      cases.find(({ file }) => file === 'float32_fortran')?.rows.flat(),
    );
  });
});
