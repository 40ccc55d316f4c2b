// What a newcomer meets in the first minutes: help, hints, and what a long command says meanwhile.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { networkPath, runCommand, temporaryFolder, workspaceFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const nowhere = () => ({
  folder: workspaceFolder,
  environment: { VENTRAL_CACHE: temporaryFolder() },
});

test('--help of every command names every preset of --preprocessing that there is', async () => {
  const asked = ['score', networkPath, 'Gratings.V4-pls', '--preprocessing', 'nope'];
  const { stderr } = await runHere(asked);
  const presets = /Presets are ([^;]*);/.exec(stderr)?.[1]?.split(', ') ?? [];
  expect(presets).toContain('torch');
  const helps = await Promise.all(
    ['score', 'compare', 'commit', 'describe', 'study pruning'].map(
      async (command) => (await runHere([...command.split(' '), '--help'])).stdout,
    ),
  );
  for (const help of helps) {
    const flag = /--preprocessing[^-]*(?=\n +-)/.exec(help.replaceAll(/\n +(?=[^ -])/g, ' '))?.[0];
    for (const preset of presets) expect(flag).toMatch(new RegExp(`\\b${preset}\\b`));
  }
});

test('what is scored says which of several layers it is at', async () => {
  const layers = ['--layers', 'pool1,relu2', '--preprocessing', 'torch'];
  const several = ['score', networkPath, 'Gratings.V4-pls', ...layers];
  const { stderr } = await runHere([...several, '--cache', temporaryFolder()]);
  expect(stderr).toMatch(/^Fitting PLS, pool1 \(layer 1 of 2\): 10 of 10 splits$/m);
  expect(stderr).toMatch(/^Fitting PLS, relu2 \(layer 2 of 2\): 10 of 10 splits$/m);
});

test('a plugin that is not there is named with the line that installs it', async () => {
  const { stderr } = await runHere(['metric', 'i2n', '--source', 'a.csv', '--target', 'b.csv']);
  expect(stderr).toContain('ventral add i2n');
  expect((await runHere(['info', 'Cowley2023'])).stderr).toContain('ventral add Cowley2023');
  expect((await runHere(['info', networkPath])).stderr).toContain('ventral layers');
});

test('files that are nowhere are named with the line that fetches them, filled in', async () => {
  const line = 'ventral data pull Cowley2023.V4.190927-pls --to DIR';
  for (const command of [
    ['score', 'pixels', 'Cowley2023.V4.190927-pls'],
    ['compare', 'Cowley2023.V4.190927-pls', 'pixels'],
    ['commit', 'pixels', '--on', 'V4=Cowley2023.V4.190927-pls', '--output', 'none.json'],
  ]) {
    const { code, stderr } = await runHere(command, nowhere());
    expect(code).toBe(1);
    const [before, error] = stderr.split('DATA_UNAVAILABLE') as [string, string];
    // Before any work, and again with the error.
    expect(before).toMatch(/This run is offline, and some files .*\n.*responses_190927/);
    expect(before).toContain(line);
    expect(error).toContain(`run: ${line}.`);
    expect(error).not.toContain('<id>');
  }
});

test('what cannot be fetched here is named with the line for another machine', async () => {
  const asked = ['data', 'pull', 'Cowley2023', '--part', '190927'];
  const { stderr } = await runHere(asked, nowhere());
  expect(stderr).toContain('run: ventral data pull Cowley2023 --part 190927 --to DIR.');
});

test('models that fail alike in a comparison are each named, and the reason is said once', async () => {
  const args = ['compare', 'Cowley2023.V4.190927-pls', 'pixels', 'basenet'];
  const { stderr } = await runHere(args, nowhere());
  expect(stderr).toMatch(/DATA_UNAVAILABLE: pixels: /);
  expect(stderr).toMatch(/DATA_UNAVAILABLE: basenet: the same as above/);
});

test('doctor imports many packages without a warning', async () => {
  const { stderr } = await runCommand(['doctor', '--cache', temporaryFolder()], {
    folder: workspaceFolder,
  });
  expect(stderr).not.toContain('Warning');
});

test('search shows some of the many that one package brings, and says how many more', async () => {
  const { stdout } = await runCommand(['search', 'macaque', 'V4']);
  expect(stdout).toMatch(/\.\.\. and \d+ more of @ventral\/benchmark-cowley-2023/);
  expect(stdout.split('\n').length).toBeLessThan(30);
  const one = await runCommand(['search', '210325', 'pls']);
  expect(one.stdout).toContain('Cowley2023.V4.210325-pls');
});

test('a layer left out for having few features is named with the option of PLS', async () => {
  const layers = ['--layers', 'logits,relu2', '--preprocessing', 'torch'];
  const args = ['score', networkPath, 'Gratings.V4-pls', ...layers];
  const { stdout } = await runHere([...args, '--cache', temporaryFolder()]);
  expect(stdout).toMatch(
    /Left out logits: PLS cannot take 25 components \(its option components\)/,
  );
});

test('PLS on few features names the option, as it is typed', async () => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const [source, target] = ['x.npy', 'y.npy'].map((name) => join(folder, name)) as [string, string];
  writeFileSync(source, matrix(60, 3));
  writeFileSync(target, matrix(60, 2));
  const args = ['metric', 'pls', '--source', source, '--target', target];
  const { stderr } = await runHere(args);
  expect(stderr).toContain('--option components=3');
  expect((await runHere([...args, '--option', 'components=3'])).code).toBe(0);
});

/** A .npy file of float64. */
function matrix(rows: number, columns: number): Buffer {
  const shape = `(${rows}, ${columns})`;
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': ${shape}, }`;
  const padded = `${header.padEnd(117)}\n`;
  const values = Float64Array.from({ length: rows * columns }, (_, index) =>
    Math.sin(index * index + columns),
  );
  const start = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.from([118, 0])]);
  return Buffer.concat([start, Buffer.from(padded), Buffer.from(values.buffer)]);
}
