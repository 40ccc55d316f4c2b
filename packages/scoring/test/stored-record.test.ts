import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRecord } from '../src/record-file.ts';
import { decodeRecord, encodeRecord } from '../src/stored-record.ts';

const folder = join(import.meta.dirname, '../../../registry/results/SimulatedVentral');
const { record } = await readRecord(join(folder, 'pixels.json'));
const cost = { seconds: 12.5, peakBytes: 1e9 };
const bytes = encodeRecord({ record, cost });

function fileOf(content: Uint8Array | string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'ventral-stored-')), 'kept.json');
  writeFileSync(path, content);
  return path;
}

test('a record is kept with what it took, and read back', () => {
  expect(decodeRecord(bytes)).toEqual({ record, cost });
});

test.each<[string, (text: string) => string]>([
  ['a digit', (text) => text.replace(/"value":(-?)0\.\d/, '"value":$10.7')],
  ['its end', (text) => text.slice(0, -20)],
  ['its cost', (text) => text.replace('12.5', '12.6')],
  ['all of it', () => ''],
  ['its form', () => '[]'],
])('one that lost %s is no record', (_, damage) => {
  const text = Buffer.from(bytes).toString('utf8');
  expect(damage(text)).not.toBe(text);
  expect(decodeRecord(Buffer.from(damage(text)))).toBeUndefined();
});

test('commands read it as any record, and say where it is damaged', async () => {
  const path = fileOf(bytes);
  expect((await readRecord(path)).record).toEqual(record);
  writeFileSync(path, readFileSync(path, 'utf8').replace('12.5', '12.6'));
  await expect(readRecord(path)).rejects.toMatchObject({
    code: 'RECORD_INVALID',
    message: expect.stringContaining('damaged after it was kept'),
  });
});
