import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matField, readMatFile } from '../src/mat-file.ts';
import golden from './fixtures/mat-files.json' with { type: 'json' };

let path: string;
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'ventral-mat-')), 'golden.mat');
});
afterAll(() => rm(join(path, '..'), { recursive: true, force: true }));

const bytesOf = (name: keyof typeof golden) => Buffer.from(golden[name], 'base64');

async function read(bytes: Uint8Array) {
  await writeFile(path, bytes);
  return readMatFile(path);
}

describe('numbers', () => {
  it.each(['numbers', 'numbersCompressed'] as const)('are read from %s', async (name) => {
    const file = await read(bytesOf(name));
    const found = [...file.keys()].map((key) => {
      const { shape, values } = matField(file, key, 'numbers');
      return [key, { shape, values: [...values] }];
    });
    const counted = Array.from({ length: 24 }, (_, index) => {
      const [row, column, page] = [index % 2, Math.floor(index / 2) % 3, Math.floor(index / 6)];
      return (row * 3 + column) * 4 + page;
    });
    expect(Object.fromEntries(found)).toEqual({
      double: { shape: [2, 3], values: [1.5, 4, -2, 5, 3.25, 6] },
      single: { shape: [2, 1], values: [0.5, Number.NaN] },
      int8: { shape: [1, 2], values: [-1, 2] },
      uint8: { shape: [2, 3, 4], values: counted },
      int16: { shape: [1, 1], values: [-300] },
      uint16: { shape: [1, 1], values: [65535] },
      int32: { shape: [1, 2], values: [-70000, 1] },
      uint32: { shape: [1, 1], values: [4000000000] },
      logical: { shape: [1, 2], values: [1, 0] },
      empty: { shape: [0, 3], values: [] },
    });
  });
});

describe('structs', () => {
  it('have their fields by name', async () => {
    const file = await read(bytesOf('structs'));
    const { shape, structs } = matField(file, 'people', 'structs');
    expect(shape).toEqual([1, 2]);
    expect(structs.map((one) => matField(one, 'name', 'text').text)).toEqual([
      'first',
      'the second, of more than four bytes',
    ]);
    expect(structs.map((one) => [...matField(one, 'value', 'numbers').values])).toEqual([
      [1, 2],
      [7],
    ]);
  });

  it('are in column-major order', async () => {
    const { shape, structs } = matField(await read(bytesOf('structs')), 'grid', 'structs');
    expect(shape).toEqual([2, 3]);
    expect(structs.map((one) => matField(one, 'at', 'numbers').values[0])).toEqual([
      0, 10, 1, 11, 2, 12,
    ]);
  });

  it('say which field is missing, or of another kind', async () => {
    const [first] = matField(await read(bytesOf('structs')), 'people', 'structs').structs;
    const fields = first ?? new Map();
    expect(() => matField(fields, 'nam', 'text')).toThrow(
      "The MAT-file holds nothing where text named 'nam' belong.",
    );
    expect(() => matField(fields, 'name', 'numbers')).toThrow(
      "The MAT-file holds text where numbers named 'name' belong.",
    );
  });
});

describe('cells and text', () => {
  it('are read', async () => {
    const file = await read(bytesOf('cells'));
    const { cells } = matField(file, 'cells', 'cells');
    expect(cells.map(({ kind }) => kind)).toEqual(['text', 'numbers', 'structs']);
    expect(cells[0]).toEqual({ kind: 'text', shape: [1, 2], text: 'ab' });
    expect(matField(file, 'text', 'text').text).toBe('naïve');
    expect(matField(file, 'none', 'text').text).toBe('');
  });
});

describe('refused are', () => {
  it.each([
    ['complex', 'arrays of class 6 with flags 8 are not read'],
    ['int64', 'arrays of class 14 with flags 0 are not read'],
    ['sparse', 'arrays of class 5'],
    ['rows', 'text of several rows is not read'],
    ['level4', 'it does not begin as a little-endian one of level 5'],
  ] as const)('arrays and files like %s', async (name, why) => {
    await expect(read(bytesOf(name))).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(why),
    });
  });

  it('files cut off anywhere', async () => {
    for (const name of ['numbers', 'numbersCompressed', 'structs', 'cells'] as const) {
      const whole = bytesOf(name);
      const variables = (await read(whole)).size;
      for (let length = 0; length < whole.length; length += 7) {
        // Between two variables, a cut leaves a whole file of fewer.
        const fewer = await read(whole.subarray(0, length)).catch((error) => error);
        if (fewer instanceof Map) expect(fewer.size).toBeLessThan(variables);
        else expect(fewer).toMatchObject({ code: 'DATA_CORRUPT' });
      }
    }
  });

  it('files with damaged sizes', async () => {
    const bytes = bytesOf('numbers');
    bytes.writeUInt32LE(2 ** 31, 128 + 4);
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringMatching(/an element of 2147483648 bytes does not fit in the \d+ left/),
    });
  });
});
