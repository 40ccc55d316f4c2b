import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, test } from 'vitest';
import { runCommand, temporaryFolder, workspaceFolder } from './run-command.ts';

const results = join(workspaceFolder, 'registry/results');

// Some of those that need no network file; npm run results makes all of them again.
describeReference('records of registry/results', 'data/kriegeskorte2008-92-images', () => {
  const environment = { VENTRAL_MIRROR: referencePath('data'), VENTRAL_CACHE: temporaryFolder() };

  test.each(['pixels', 'basenet', 'hmax'])('%s scores the same again', async (model) => {
    const record = join(results, 'Kriegeskorte2008.macaque-IT-rdm', `${model}.json`);
    const { stdout } = await runCommand(['verify', record, '--json'], {
      folder: workspaceFolder,
      environment,
    });
    // Whatever versions and machines there were since.
    expect(JSON.parse(stdout).numbers).toMatch(/^equal/);
  });

  test('are below 5 MB in all', () => {
    const files = readdirSync(results, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const bytes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
    expect(files.length).toBeGreaterThan(20);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5_000_000);
  });
});
