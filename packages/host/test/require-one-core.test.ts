import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { requireOneCore } from '../src/require-one-core.ts';

const core = (version: string) => ({ name: '@ventral/core', version });
const plugin = { name: 'plugin', version: '1.0.0' };

describe('two copies of core', () => {
  it('are named where npm nests the other below the plugin', async () => {
    await using folder = await makeFolder({
      'node_modules/@ventral/core/package.json': core('0.1.0'),
      'node_modules/plugin/package.json': plugin,
      'node_modules/plugin/node_modules/@ventral/core/package.json': core('0.2.0'),
    });
    const from = { folder: join(folder.path, 'node_modules/plugin'), packageJson: plugin };
    await expect(requireOneCore(from, folder.path)).rejects.toMatchObject({
      code: 'CORE_DUPLICATED',
      message: expect.stringMatching(
        /plugin@1\.0\.0 .*core@0\.2\.0 \(.*plugin.node_modules.*\), and run with .*core@0\.1\.0/,
      ),
      hint: expect.stringContaining('"overrides": { "@ventral/core": "0.1.0" }'),
    });
  });

  it('are named where pnpm keeps each in a store and links it', async () => {
    const store = 'node_modules/.pnpm';
    await using folder = await makeFolder({
      [`${store}/core@0.1.0/package.json`]: core('0.1.0'),
      [`${store}/core@0.2.0/package.json`]: core('0.2.0'),
      [`${store}/plugin@1.0.0/node_modules/plugin/package.json`]: plugin,
    });
    const link = async (from: string, to: string) => {
      await mkdir(join(folder.path, from, '..'), { recursive: true });
      await symlink(join(folder.path, to), join(folder.path, from));
    };
    await link('node_modules/@ventral/core', `${store}/core@0.1.0`);
    await link(`${store}/plugin@1.0.0/node_modules/@ventral/core`, `${store}/core@0.2.0`);
    const at = join(folder.path, store, 'plugin@1.0.0/node_modules/plugin');
    await expect(
      requireOneCore({ folder: at, packageJson: plugin }, folder.path),
    ).rejects.toMatchObject({ code: 'CORE_DUPLICATED' });
  });

  it('of one version do no harm', async () => {
    await using folder = await makeFolder({
      'node_modules/@ventral/core/package.json': core('0.1.0'),
      'node_modules/plugin/node_modules/@ventral/core/package.json': core('0.1.0'),
    });
    const from = { folder: join(folder.path, 'node_modules/plugin'), packageJson: plugin };
    await expect(requireOneCore(from, folder.path)).resolves.toBeUndefined();
  });
});
