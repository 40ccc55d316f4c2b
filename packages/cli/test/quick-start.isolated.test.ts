// The command answers at once where nothing is to be computed.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, workspaceFolder } from './run-command.ts';

/** Every file of code that the built command loads. */
function filesLoaded(args: readonly string[]): readonly string[] {
  const folder = temporaryFolder();
  const command = join(workspaceFolder, 'packages/cli/bin/ventral.js');
  const env = { ...process.env, NODE_V8_COVERAGE: folder };
  expect(spawnSync(process.execPath, [command, ...args], { env }).status).toBe(0);
  return readdirSync(folder).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return result.map(({ url }: { url: string }) => url);
  });
}

test('--help loads no package of Ventral but the command and its errors', () => {
  const files = filesLoaded(['--help']);
  const ours = files.flatMap(
    (url) => /\/(?:packages|plugins)\/([^/]+)\/dist\//.exec(url)?.[1] ?? [],
  );
  expect([...new Set(ours)].sort()).toEqual(['cli', 'errors']);
});
