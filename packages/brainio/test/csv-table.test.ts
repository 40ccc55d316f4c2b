import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCsvTable } from '../src/csv-table.ts';
import { makeFolder } from './temporary-folder.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

const { columns: pandas } = JSON.parse(readFileSync(fixture('table.json'), 'utf8')) as {
  readonly columns: Readonly<Record<string, readonly (string | number | boolean | null)[]>>;
};

const fromJson = new Map<unknown, number>([
  [null, Number.NaN],
  ['inf', Infinity],
  ['-inf', -Infinity],
]);

async function readText(text: string | Uint8Array) {
  await using folder = await makeFolder();
  const path = folder.file('table.csv');
  await writeFile(path, text);
  return await readCsvTable(path);
}

describe('readCsvTable', () => {
  // Larger than a number holds exactly; pandas has 64-bit integers.
  const { huge: _, ...exact } = pandas;

  it.each(Object.entries(exact))('reads the column %s as pandas does', async (name, expected) => {
    const columns = await readCsvTable(fixture('table.csv'));
    expect(columns[name]).toEqual(expected.map((value) => fromJson.get(value) ?? value));
  });

  it('keeps the order of the columns, and integers too large for a number as they are', async () => {
    const columns = await readCsvTable(fixture('table.csv'));
    expect(Object.keys(columns)).toEqual(Object.keys(pandas));
    expect(columns.huge).toEqual(['9007199254740993', '1', '2', '3', '4']);
  });

  it('reads a table without rows', async () => {
    expect(await readText('a,b\n')).toEqual({ a: [], b: [] });
  });

  it.each([
    ['an empty file', '', /is empty\.$/],
    ['two columns of one name', 'a,b,a\n1,2,3\n', /has two columns named 'a'\.$/],
    ['a row that is too long', 'a,b\n1,2\n1,2,3\n', /line 3/],
    ['a quote that does not end', 'a,b\n1,"2\n', /Quote Not Closed.*line 2/],
    ['bytes that are not UTF-8', Uint8Array.of(0x61, 0x0a, 0xff, 0xfe), /is not in UTF-8\.$/],
  ])('refuses %s', async (_, text, message) => {
    await expect(readText(text)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringMatching(message),
    });
  });

  it('names a file that is missing', async () => {
    await expect(readCsvTable(fixture('missing.csv'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('missing.csv'),
    });
  });
});
