import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockedPackages } from '../src/locked-packages.ts';
import { temporaryFolder } from './run-command.ts';

// As npm 10 and pnpm 10 write them.
const npmLock = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'project' },
    'node_modules/@scope/a': {
      version: '1.0.0',
      resolved: 'https://registry.npmjs.org/@scope/a/-/a-1.0.0.tgz',
      integrity: 'sha512-a1',
    },
    'node_modules/@scope/a/node_modules/b': { version: '2.0.0', integrity: 'sha512-b2' },
    'node_modules/b': { version: '3.0.0', integrity: 'sha512-b3' },
    'node_modules/b-old': { name: 'b', version: '1.0.0', integrity: 'sha512-b1' },
    'node_modules/own': { resolved: 'packages/own', link: true },
  },
};
const pnpmLock = `lockfileVersion: '9.0'
packages:

  '@scope/a@1.0.0':
    resolution: {integrity: sha512-a1}
    engines: {node: '>=18'}

  b@2.0.0:
    resolution: {integrity: sha512-b2, tarball: https://example.org/b.tgz}
`;

describe('lockedPackages', () => {
  test('reads the lockfile of npm, nested versions and aliases by their names', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(npmLock));
    expect([...(await lockedPackages(folder))]).toEqual([
      [
        '@scope/a@1.0.0',
        { integrity: 'sha512-a1', resolved: 'https://registry.npmjs.org/@scope/a/-/a-1.0.0.tgz' },
      ],
      ['b@2.0.0', { integrity: 'sha512-b2' }],
      ['b@3.0.0', { integrity: 'sha512-b3' }],
      ['b@1.0.0', { integrity: 'sha512-b1' }],
    ]);
  });

  test('prefers what npm installed to what it was to install', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(npmLock));
    mkdirSync(join(folder, 'node_modules'));
    const installed = {
      packages: { 'node_modules/c': { version: '1.0.0', integrity: 'sha512-c' } },
    };
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify(installed));
    expect([...(await lockedPackages(folder)).keys()]).toEqual(['c@1.0.0']);
  });

  test('reads the lockfile of pnpm, from a folder within the workspace', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'pnpm-lock.yaml'), pnpmLock);
    mkdirSync(join(folder, 'packages/own'), { recursive: true });
    expect([...(await lockedPackages(join(folder, 'packages/own')))]).toEqual([
      ['@scope/a@1.0.0', { integrity: 'sha512-a1' }],
      ['b@2.0.0', { integrity: 'sha512-b2', resolved: 'https://example.org/b.tgz' }],
    ]);
  });

  test('is empty where there is none', async () => {
    expect(await lockedPackages(temporaryFolder())).toEqual(new Map());
  });

  test('names a lockfile that cannot be read', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'package-lock.json'), '{ "packages": ');
    await expect(lockedPackages(folder)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(join(folder, 'package-lock.json')),
    });
  });
});
