import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireManifest } from '../src/check-manifest.ts';
import { soundDataset } from './sound-dataset.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-testkit-'));
});
afterAll(() => rm(folder, { recursive: true }));

const { kind, id, title, scoreVersion } = soundDataset();
const entry = { kind, id, export: 'made', title, scoreVersion };
const exports = { made: soundDataset(), makeAnother: () => {} };

async function check(plugins: readonly object[], exported: object = exports): Promise<void> {
  const packageJson = { name: 'made', ventral: { apiVersion: 1, plugins } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(packageJson));
  await requireManifest(exported as typeof exports, join(folder, 'made.test.ts'));
}

describe('a manifest', () => {
  it('is what the package exports', () => check([entry]));

  it('lists the members of exported lists', () => check([entry], { made: [soundDataset()] }));

  const family = { ...entry, id: 'Made.<part>', title: 'Made <part>', values: { part: 'a b' } };
  const member = (part: string) => ({
    ...soundDataset(),
    id: `Made.${part}`,
    title: `Made ${part}`,
  });

  it('lists families by what they stand for', () =>
    check([family], { made: [member('a'), member('b')] }));

  it('is found where a member of a family is not exported', async () => {
    await expect(check([family], { made: [member('a')] })).rejects.toThrow();
  });

  it.each([
    ['lacks a plugin', []],
    ['lists one too many', [entry, { ...entry, id: 'Other' }]],
    ['names another export', [{ ...entry, export: 'other' }]],
    ['has another title', [{ ...entry, title: 'Other' }]],
    ['has another version of scores', [{ ...entry, scoreVersion: 2 }]],
    ['does not parse', [{ ...entry, id: 'a b' }]],
  ])('is found where it %s', async (_, plugins) => {
    await expect(check(plugins)).rejects.toThrow();
  });
});
