import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { encodeNpy } from '@ventral/arrays';
import { afterAll, expect, test } from 'vitest';
import { startRegistry } from './loopback-registry.ts';
import { copyProject } from './project-copy.ts';
import { temporaryFolder, workspaceFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const older = copyProject();
const newer = copyProject({
  'package.json': [
    ['"version": "1.0.0"', '"version": "2.0.0"'],
    ['"scoreVersion": 1', '"scoreVersion": 2'],
  ],
  'index.js': [
    ['return defineNeuralBenchmark({', 'return defineNeuralBenchmark({ scoreVersion: 2,'],
    ['5 + 4 * tuning + noise', '5 + 4 * tuning + 3 * noise'],
  ],
});
afterAll(() => {
  for (const folder of [older, newer]) rmSync(folder, { recursive: true });
});

/** A project with the older version under an alias, as npm would install it. */
function projectWithBoth(): string {
  const folder = temporaryFolder();
  const dependencies = { gratings: '2.0.0', 'gratings-1': 'npm:gratings@1.0.0' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies }));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(newer, join(folder, 'node_modules/gratings'));
  symlinkSync(older, join(folder, 'node_modules/gratings-1'));
  return folder;
}

const folder = projectWithBoth();
const features = join(folder, 'features.npy');
const catalog = join(folder, 'catalog.json');

test('two versions of a benchmark are listed and scored side by side', async () => {
  const { stdout } = await runHere(['list'], { folder });
  expect(stdout).toMatch(/Gratings\.V4-pls@2 .*\n(?:.*\n)*.*Gratings\.V4-pls@1 /);
  const values = Float64Array.from({ length: 180 }, (_, cell) => Math.sin(cell * cell));
  writeFileSync(features, encodeNpy(values, [60, 3]));
  const [one, two, byName] = await Promise.all(
    ['Gratings.V4-pls@1', 'Gratings.V4-pls@2', 'Gratings.V4-pls'].map(async (id) => {
      const args = ['score', features, id, '--option', 'components=2', '--json'];
      return JSON.parse((await runHere(args, { folder })).stdout);
    }),
  );
  expect(one.benchmark).toMatchObject({ scoreVersion: 1, package: 'gratings@1.0.0' });
  expect(two.benchmark).toMatchObject({ scoreVersion: 2, package: 'gratings@2.0.0' });
  expect(byName.benchmark).toEqual(two.benchmark);
  expect(one.score.value).not.toBe(two.score.value);
});

test('info shows the version that is asked for', async () => {
  const { stdout } = await runHere(['info', 'Gratings.V4-pls@1'], { folder });
  expect(stdout).toContain('gratings@1.0.0');
});

test('a record is verified by the version that it names', async () => {
  const output = join(folder, 'record.json');
  const args = ['score', features, 'Gratings.V4-pls@1', '--option', 'components=2'];
  await runHere([...args, '--output', output], { folder });
  const verified = await runHere(['verify', output, '--model', features], { folder });
  expect(verified).toMatchObject({ code: 0, stdout: 'equal\n' });
});

test('outdated names what would change scores, by a catalogue', async () => {
  const about = { kind: 'benchmark', title: 'Gratings' };
  const entry = { ...about, package: 'gratings', version: '3.0.0' };
  const plugins = [
    { ...entry, id: 'Gratings.V4-pls', scoreVersion: 3 },
    { ...entry, id: 'Gratings.V4.slow-pls', scoreVersion: 2 },
  ];
  writeFileSync(catalog, JSON.stringify({ catalogVersion: 1, plugins }));
  const args = ['outdated', '--catalog', catalog];
  const { code, stdout } = await runHere([...args, '--json'], { folder });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      id: 'Gratings.V4-pls',
      installed: { version: '2.0.0', scoreVersion: 2 },
      latest: { version: '3.0.0', scoreVersion: 3 },
    },
    { id: 'Gratings.V4-pls', installed: { version: '1.0.0', scoreVersion: 1 } },
    { id: 'Gratings.V4.slow-pls', installed: { version: '1.0.0', scoreVersion: 1 } },
  ]);
  const text = await runHere(args, { folder });
  expect(text.stdout).toMatch(/Gratings\.V4-pls +2 \(2\.0\.0\) +3 \(3\.0\.0\) +gratings/);
});

test('outdated asks the registry where there is no catalogue', async () => {
  const registry = await startRegistry();
  try {
    const plugin = { kind: 'benchmark', id: 'Gratings.V4-pls', scoreVersion: 5 };
    const ventral = { apiVersion: 1, plugins: [plugin] };
    const packageJson = { name: 'gratings', version: '5.0.0', ventral };
    await registry.publish({ packageJson, files: {} });
    const environment = { npm_config_registry: registry.url, npm_config_cache: temporaryFolder() };
    const { stdout, stderr } = await runHere(['outdated', '--json'], { folder, environment });
    expect(JSON.parse(stdout)).toMatchObject([
      { latest: { version: '5.0.0', scoreVersion: 5 } },
      { latest: { version: '5.0.0', scoreVersion: 5 } },
    ]);
    expect(stderr).toBe('');
  } finally {
    await registry.close();
  }
});

test('outdated names what the registry does not have', async () => {
  const registry = await startRegistry();
  try {
    const environment = { npm_config_registry: registry.url, npm_config_cache: temporaryFolder() };
    const { code, stdout, stderr } = await runHere(['outdated'], { folder, environment });
    expect(code).toBe(0);
    expect(stdout).toBe('No newer version changes a score.\n');
    expect(stderr).toBe('Not on the registry: gratings.\n');
  } finally {
    await registry.close();
  }
});

test('outdated does not wait for a registry that does not answer', async () => {
  let asked = 0;
  const registry = createServer((socket) => {
    asked += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  const { port } = registry.address() as AddressInfo;
  const npm_config_registry = `http://127.0.0.1:${port}`;
  const environment = { npm_config_registry, npm_config_cache: folder };
  try {
    const { code, stderr } = await runHere(['outdated'], { folder, environment });
    expect(code).toBe(1);
    expect(stderr).toContain('DATA_UNAVAILABLE');
    // npm itself would try again, twice, after 10 seconds and 60.
    expect(asked).toBe(1);
  } finally {
    registry.close();
  }
});

test('outdated asks for nothing that no registry has', async () => {
  const environment = { npm_config_registry: 'http://127.0.0.1:1', npm_config_cache: folder };
  const settings = { folder: workspaceFolder, environment };
  const { code, stdout } = await runHere(['outdated'], settings);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\d+ packages from folders here were not asked for/);
});

test('outdated refuses what is no catalogue', async () => {
  writeFileSync(catalog, '{ "plugins": [] }');
  const { code, stderr } = await runHere(['outdated', '--catalog', catalog], { folder });
  expect(code).toBe(1);
  expect(stderr).toContain('FILE_UNREADABLE');
});
