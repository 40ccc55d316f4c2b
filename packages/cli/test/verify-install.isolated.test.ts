import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { ScoreRecord } from '@ventral/scoring';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type LoopbackRegistry,
  type PublishedPackage,
  startRegistry,
} from './loopback-registry.ts';
import { type Outcome, runCommand, temporaryFolder, workspaceFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const fixture = join(import.meta.dirname, 'fixtures/project');
const recordPath = join(temporaryFolder(), 'record.json');
// A project of a user: nothing but what npm installs.
const project = temporaryFolder();
let registry: LoopbackRegistry;

beforeAll(async () => {
  registry = await startRegistry();
  for (const folder of [
    'packages/arrays',
    'packages/core',
    'packages/errors',
    'packages/files',
    'packages/scoring',
    'plugins/metric-linear-predictivity',
    'plugins/model-pixels',
  ]) {
    await registry.publish(shim(folder, { 'index.js': `export * from '${builtIn(folder)}';` }));
  }
  const command = pathToFileURL(join(workspaceFolder, 'packages/cli/bin/ventral.js')).href;
  await registry.publish(shim('packages/cli', { 'bin/ventral.js': `import '${command}';` }));
  await registry.publish(gratings());

  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const packages = ['ventral', '@ventral/scoring', 'gratings', '@ventral/model-pixels'];
  const env = { ...process.env, ...npmSettings() };
  await promisify(execFile)('npm', ['install', ...packages], { cwd: project, env });
  const args = ['score', 'pixels', 'Gratings.V4-pls', '--output', recordPath];
  const scored = await runCommand([...args, '--cache', project], { folder: project });
  expect(scored, scored.stderr).toMatchObject({ code: 0 });
});

afterAll(() => registry.close());

function verify(
  path = recordPath,
  trust: readonly string[] = ['--yes'],
  environment: Readonly<Record<string, string>> = {},
  run: typeof runCommand = runHere,
): Promise<Outcome> {
  const folder = temporaryFolder();
  const args = ['verify', path, '--install', '--cache', folder, ...trust];
  return run(args, { folder, environment: { ...npmSettings(), ...environment } });
}

describe('verifying with exactly the recorded packages', () => {
  test('the record knows the integrity of what npm installed', () => {
    const record = JSON.parse(readFileSync(recordPath, 'utf8')) as ScoreRecord;
    expect(record.benchmark.package).toBe('gratings@1.0.0');
    expect(record.environment.integrity).toMatchObject({
      gratings: expect.stringMatching(/^sha512-/),
      '@ventral/model-pixels': expect.stringMatching(/^sha512-/),
    });
  });

  test('is equal, from a folder where nothing is installed', async () => {
    expect(await verify()).toMatchObject({ code: 0, stdout: 'equal\n' });
  });

  test('is equal for what a script scored: features in memory', async () => {
    const script = join(project, 'score.mjs');
    writeFileSync(
      script,
      `import { openProject } from '@ventral/scoring';
      const project = await openProject();
      const values = Float32Array.from({ length: 120 }, (_, cell) => Math.sin(cell * cell));
      const stimulusIds = Array.from({ length: 60 }, (_, row) => 'grating' + (59 - row));
      const model = { id: 'mine', values, shape: [60, 2], stimulusIds };
      const task = { benchmark: 'Gratings.V4-pls', metricOptions: { components: 2 } };
      const record = await project.score({ ...task, model });
      console.log(JSON.stringify(await project.verify({ record, model, install: true }, { confirm: () => true })));`,
    );
    const env = { ...process.env, ...npmSettings(), VENTRAL_CACHE: temporaryFolder() };
    const run = promisify(execFile)(process.execPath, [script], { cwd: project, env });
    const verified = JSON.parse((await run).stdout);
    expect(verified).toMatchObject({ verdict: 'equal', numbers: 'equal', differences: [] });
  });

  test('is asked for by someone trusted, and says what it would install', async () => {
    const { code, stdout, stderr } = await verify(recordPath, []);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('error RECORD_UNTRUSTED: ');
    expect(stderr).toMatch(/to run their code: .*gratings@1\.0\.0/);
    expect(stderr).toContain('--public-key');
    const [key, signed] = ['key.pem', 'signed.json'].map((name) => join(temporaryFolder(), name));
    await runHere(['keygen', '--output', key as string]);
    await runHere(['sign', recordPath, '--key', key as string, '--output', signed as string]);
    expect((await verify(signed, [])).stderr).toContain('RECORD_UNTRUSTED');
    const { stdout: trusted } = await verify(signed, ['--public-key', `${key}.pub`]);
    expect(trusted).toMatch(/the one you named\.\nequal\n$/);
  });

  test('says which packages have no integrity', async () => {
    const record = JSON.parse(readFileSync(recordPath, 'utf8')) as ScoreRecord;
    const { environment } = record;
    const path = join(temporaryFolder(), 'record.json');
    writeFileSync(
      path,
      JSON.stringify({ ...record, environment: { ...environment, integrity: {} } }),
    );
    expect((await verify(path, [])).stderr).toContain('gratings@1.0.0 (no integrity)');
  });

  test('keeps the environment to itself', async () => {
    const record = JSON.parse(readFileSync(recordPath, 'utf8')) as ScoreRecord;
    const { environment } = record;
    const path = join(temporaryFolder(), 'record.json');
    writeFileSync(
      path,
      JSON.stringify({ ...record, environment: { ...environment, integrity: {} } }),
    );
    await registry.publish(
      gratings("throw new Error('names: ' + Object.keys(process.env).sort());"),
    );
    try {
      const { stderr } = await verify(path, ['--yes'], { MY_SECRET_TOKEN: 'x' });
      const [, names = ''] = /names: ([\w,]+)/.exec(stderr) ?? [];
      expect(names.split(',')).toContain('PATH');
      expect(names).not.toMatch(/SECRET|TOKEN|npm_config|HOME/);
    } finally {
      await registry.publish(gratings());
    }
  });

  test('refuses other bytes under the same version before they run', async () => {
    await registry.publish(gratings("console.error('this ran');"));
    try {
      const { code, stdout, stderr } = await verify(recordPath, ['--yes'], {}, runCommand);
      expect(code).toBe(1);
      expect(stdout).toMatch(/^different; the numbers are not computed\n/);
      expect(stdout).toMatch(/package +integrity of gratings@1\.0\.0: recorded sha512-/);
      expect(stderr).not.toContain('this ran');
    } finally {
      await registry.publish(gratings());
    }
  });

  test.each([
    ['3.0.0', 'DEPENDENCY_MISSING', 'gratings@3.0.0'],
    ['1.0.0 || 2.0.0', 'RECORD_INVALID', 'no version of gratings'],
    ['file:../gratings', 'RECORD_INVALID', "no version of gratings: 'file:../gratings'"],
  ])('names a version that cannot be installed: %s', async (version, errorCode, text) => {
    const record = JSON.parse(readFileSync(recordPath, 'utf8')) as ScoreRecord;
    const { environment } = record;
    const packages = { ...environment.packages, gratings: version };
    const path = join(temporaryFolder(), 'record.json');
    writeFileSync(path, JSON.stringify({ ...record, environment: { ...environment, packages } }));
    const { code, stderr } = await verify(path);
    expect(code).toBe(1);
    expect(stderr).toContain(errorCode);
    expect(stderr).toContain(text);
  });
});

/** A package of the workspace that leads to its built code: npm has nothing else to fetch. */
function shim(folder: string, files: PublishedPackage['files']): PublishedPackage {
  const path = join(workspaceFolder, folder, 'package.json');
  const { name, version, bin, ventral } = JSON.parse(readFileSync(path, 'utf8'));
  const exports = { '.': './index.js' };
  return { packageJson: { name, version, type: 'module', bin, ventral, exports } as never, files };
}

function builtIn(folder: string): string {
  return pathToFileURL(join(workspaceFolder, folder, 'dist/index.js')).href;
}

/** The fixture project as a published package. */
function gratings(more = ''): PublishedPackage {
  const { private: _, ...packageJson } = JSON.parse(
    readFileSync(join(fixture, 'package.json'), 'utf8'),
  );
  const needed = ['arrays', 'core', 'errors', 'files', 'metric-linear-predictivity'];
  const dependencies = Object.fromEntries(needed.map((name) => [`@ventral/${name}`, '*']));
  const code = `${readFileSync(join(fixture, 'index.js'), 'utf8')}${more}`;
  return { packageJson: { ...packageJson, dependencies }, files: { 'index.js': code } };
}

function npmSettings(): Record<string, string> {
  return { npm_config_registry: registry.url, npm_config_cache: temporaryFolder() };
}
