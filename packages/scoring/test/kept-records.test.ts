import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Score } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { describe, expect, it } from 'vitest';
import { codeIdentity } from '../src/code-identity.ts';
import { isLasting, keptRecord, recordKey } from '../src/kept-records.ts';

/** Of packages that stay as they are here, those of the workspace. */
const digests = new Map<string, Promise<string>>();

function installPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'ventral-package-'));
  const packageJson = { name: 'ventral-metric-here', version: '1.0.0', files: ['dist', 'absent'] };
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  for (const name of ['dist', 'dist/deep', 'test']) mkdirSync(join(folder, name));
  write('dist/index.js', 'export const one = 1;');
  write('dist/deep/part.js', 'export const two = 2;');
  write('test/index.js', 'test');
  return {
    write,
    keyOf: async (facts: object) => {
      digests.delete(folder);
      const run = { folder, context: createRunContext() };
      return recordKey(facts, await codeIdentity([{ folder, packageJson }], run, digests));
    },
  };
}

describe('recordKey', () => {
  it('is the same for the same facts and code', async () => {
    const { keyOf, write } = installPackage();
    const key = await keyOf({ seed: 1 });
    write('test/index.js', 'what is not published is not asked');
    expect(await keyOf({ seed: 1 })).toBe(key);
    expect(await keyOf({ seed: 2 })).not.toBe(key);
  });

  it.each(['dist/index.js', 'dist/deep/part.js', 'dist/deep/new.js'])(
    'differs where code does that no lockfile knows: %s',
    async (path) => {
      const { keyOf, write } = installPackage();
      const key = await keyOf({ seed: 1 });
      write(path, 'export const one = 11;');
      expect(await keyOf({ seed: 1 })).not.toBe(key);
    },
  );
});

describe('keptRecord', () => {
  it.each([undefined, null, 'text', { recordVersion: 0 }])('takes %j for none', async (value) => {
    const memo = { get: async () => value, set: async () => {} };
    expect(await keptRecord(memo, 'key')).toBeUndefined();
  });
});

describe('isLasting', () => {
  const score = { value: 0.5, better: 'higher', raw: { value: 0.5 } } as const;
  const noted = { ...score, notes: ['Left out 2 of 50 neuroids.'] };
  const lacking = {
    ...score,
    notes: ['No ceiling: trials.npy is nowhere.'],
    outOfReach: true,
  } as const;

  const course = (mean: Score) => ({ aspect: 'responses', mean, bins: [] }) as const;

  it.each([
    ['a score', score, true],
    ['a mean', { ...score, parts: { V4: score, IT: score } }, true],
    ['a score with a note', noted, true],
    ['a mean of which a part has a note', { ...score, parts: { V4: score, IT: noted } }, true],
    ['a score that lacked data', lacking, false],
    ['a score whose course is whole', { ...score, overTime: course(score) }, true],
    ['a score whose course lacked data', { ...score, overTime: course(lacking) }, false],
    ['a mean of which a part lacked data', { ...score, parts: { V4: score, IT: lacking } }, false],
  ])('of %s', (_, one, expected) => {
    expect(isLasting(one)).toBe(expected);
  });
});
