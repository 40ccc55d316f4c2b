import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workspaceFolder } from './run-command.ts';

const { engines } = JSON.parse(readFileSync(join(workspaceFolder, 'package.json'), 'utf8'));
const needed = engines.node.replace('>=', '');

/** Runs a file by a Node that says it is of another version. */
function runBy(version: string, file: string) {
  const pretence = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretence)}`];
  const path = join(workspaceFolder, file);
  return spawnSync(process.execPath, [...args, path, '--help'], { encoding: 'utf8' });
}

test.each([
  'packages/cli/bin/ventral.js',
  'packages/create-ventral-plugin/bin/create-ventral-plugin.js',
  'scripts/start.mjs',
  'scripts/test.mjs',
  'scripts/check.mjs',
])('%s says at once which Node it needs and which this is', (file) => {
  for (const version of ['18.20.8', '20.18.3', '16.0.0']) {
    const { status, stdout, stderr } = runBy(version, file);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`needs Node ${needed} or newer; this is Node ${version}.\n`);
    expect(stderr).toContain('Install a newer one');
    expect(stderr).not.toMatch(/plugin '|\n {4}at /);
  }
});

test.each([
  'packages/cli/bin/ventral.js',
  'packages/create-ventral-plugin/bin/create-ventral-plugin.js',
])('%s runs on the oldest Node that packages ask for, and on newer majors', (file) => {
  for (const version of [`${needed}.0`, '22.0.0', '100.1.0']) {
    expect(runBy(version, file)).toMatchObject({ status: 0, stderr: '' });
  }
});
