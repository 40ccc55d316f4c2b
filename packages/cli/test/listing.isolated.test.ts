import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { networkPath, runCommand, temporaryFolder, workspaceFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

test('list shows what the project has installed, from manifests alone', async () => {
  const { code, stdout } = await runHere(['list', '--json']);
  expect(code).toBe(0);
  const entries = JSON.parse(stdout) as { kind: string; id: string; package: string }[];
  expect(entries).toContainEqual(
    expect.objectContaining({
      kind: 'benchmark',
      id: 'Gratings.V4-pls',
      package: 'gratings@1.0.0',
    }),
  );
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'metric', id: 'pls' }));
  expect(entries.some(({ id }) => id === 'Cowley2023')).toBe(false);
});

test('list shows a family of plugins as one, and those that have some words', async () => {
  const inWorkspace = { folder: workspaceFolder };
  const all = await runHere(['list', '--kind', 'benchmark'], inWorkspace);
  expect(all.stdout).toMatch(/^ +Cowley2023\.V4\.<session>-<metric> /m);
  expect(all.stdout).toMatch(/<session>: 190923, .* 211103 \(45\)$/m);
  // 45 sessions by three metrics would be 135 rows of their own.
  expect(all.stdout.split('\n').length).toBeLessThan(200);
  const some = await runHere(['list', '210325', 'PLS'], inWorkspace);
  expect(some.stdout).toMatch(/^benchmarks\n {2}Cowley2023\.V4\.210325-pls /);
  const none = await runHere(['list', 'nothing like it'], inWorkspace);
  expect(none.stdout).toContain('matches nothing like it');
});

test('where there is no project, it is said where was looked', async () => {
  const folder = temporaryFolder();
  const { stdout } = await runHere(['list'], { folder });
  expect(stdout).toContain(`looked in ${folder}`);
  const { stderr } = await runHere(['score', 'pixels', 'Gratings.V4-pls'], { folder });
  expect(stderr).toContain(`looked in ${folder}`);
});

test('list says how to begin where nothing is installed', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{ "name": "empty" }');
  const { code, stdout } = await runHere(['list'], { folder });
  expect(code).toBe(0);
  expect(stdout).toContain('npm install');
});

test('info shows where a plugin comes from and what it would download', async () => {
  const settings = { folder: workspaceFolder };
  const { stdout } = await runHere(['info', 'Cowley2023.V4.210325-pls'], settings);
  for (const text of [
    '@ventral/benchmark-cowley-2023@',
    'macaque',
    'V4',
    'doi.org',
    'pinned by hash',
  ]) {
    expect(stdout).toContain(text);
  }
});

test('info shows what each part of a data set would download', async () => {
  const settings = { folder: workspaceFolder };
  const { stdout } = await runHere(['info', 'Cowley2023', '--json'], settings);
  const [dataset] = JSON.parse(stdout) as [{ parts: Record<string, string> }];
  expect(dataset.parts['210325']).toMatch(
    /^\d+ pinned by hash \(\d+\.\d MB\), fetched when needed$/,
  );
});

test('info shows the published accuracies of a model', async () => {
  const { stdout } = await runHere(['info', 'resnet_2b'], { folder: workspaceFolder });
  expect(stdout).toMatch(/accuracy +CIFAR-10: 69\.25\n +CIFAR-10, PGD L-infinity 1\/255: 62\.24\n/);
});

test('info shows the options of a metric with their defaults', async () => {
  const { stdout } = await runHere(['info', 'pls']);
  expect(stdout).toMatch(/components: .*Default 25\./);
});

test('layers lists every layer of a file, without preprocessing', async () => {
  const { code, stdout } = await runHere(['layers', networkPath, '--json']);
  expect(code).toBe(0);
  const { layers } = JSON.parse(stdout) as { layers: { name: string; features: number }[] };
  expect(layers.map(({ name }) => name)).toEqual([
    ...['conv1', 'relu1', 'pool1', 'conv2', 'relu2', 'flat', 'logits', 'probabilities'],
  ]);
  expect(layers.find(({ name }) => name === 'pool1')?.features).toBe(512);
});

test('doctor finds a mirror without a list of checksums', async () => {
  const mirror = temporaryFolder();
  const cache = temporaryFolder();
  const { code, stdout } = await runHere(['doctor', '--mirror', mirror, '--cache', cache]);
  expect(code).toBe(1);
  expect(stdout).toContain('SHA256SUMS');
});

test('doctor says whether the device that is named works', async () => {
  const args = ['doctor', '--device', 'cuda', '--cache', temporaryFolder()];
  const { stdout } = await runCommand(args);
  expect(stdout).toMatch(/CUDA +(?:onnxruntime computes on it|CUDA cannot be used here)/);
});

test('the cache is shown and cleared', async () => {
  const cache = temporaryFolder();
  const args = [
    'score',
    networkPath,
    'Gratings.V4-pls',
    '--preprocessing',
    'torch',
    '--layer',
    'pool1',
  ];
  await runHere([...args, '--cache', cache]);
  const shown = await runHere(['cache', '--cache', cache]);
  expect(shown.stdout).toMatch(/recorded activations +1 +123\.\d kB +limit 20\.0 GB/);
  expect(shown.stdout).toMatch(/^123\.\d kB can go at once/m);
  const cleared = await runHere(['cache', 'clear', '--activations', '--cache', cache]);
  expect(cleared.stdout).toMatch(/Freed 123\.\d kB/);
  const after = await runHere(['cache', '--cache', cache]);
  expect(after.stdout).toMatch(/recorded activations +0 +0 bytes/);
});

test('data that are nowhere are explained, with what to do', async () => {
  const empty = { folder: workspaceFolder, environment: { VENTRAL_CACHE: temporaryFolder() } };
  const args = ['score', 'pixels', 'Cowley2023.V4.190927-pls'];
  const { code, stderr } = await runHere(args, empty);
  expect(code).toBe(1);
  expect(stderr).toContain('DATA_UNAVAILABLE');
  expect(stderr).toContain('images_190927.zip');
  // Before any work, for the whole command.
  expect(stderr).toMatch(
    /^This run is offline[\s\S]* {2}ventral data pull Cowley2023\.V4\.190927-pls --to DIR$/m,
  );
  expect(stderr).toContain('--mirror');
});
