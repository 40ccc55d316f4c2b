import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Calibration } from '@ventral/calibration';
import { expect, test } from 'vitest';
import { runCommand, temporaryFolder, workspaceFolder } from './run-command.ts';

const inWorkspace = { folder: workspaceFolder };
// The simulated images are rendered once for both.
const cache = temporaryFolder();

test('a metric is audited on the simulated ventral stream', async () => {
  const sizes = ['--simulations', '2', '--noise-models', '20', '--region', 'IT'];
  const plot = join(temporaryFolder(), 'audit.svg');
  const more = ['--cache', cache, '--plot', plot, '--json'];
  const { stdout } = await runCommand(['calibrate', 'ridge', ...sizes, ...more], inWorkspace);
  const { dataset, trueGenerator, checks, generators } = JSON.parse(stdout) as Calibration;
  expect([dataset, trueGenerator]).toEqual(['SimulatedVentral', 'IT']);
  expect(Object.keys(generators)).toEqual(['retina', 'V1', 'V4', 'IT']);
  const recovery = checks.find(({ id }) => id === 'recovery');
  expect(recovery).toMatchObject({ found: 1, passed: true });
  const figure = readFileSync(plot, 'utf8');
  for (const text of ['Images', 'Sites', 'Repeats of each image', 'Level of the test', 'ridge']) {
    expect(figure).toContain(`>${text}<`);
  }
});

test('a metric on choices is audited on simulated observers', async () => {
  const sizes = ['--simulations', '2', '--noise-models', '20'];
  const plot = join(temporaryFolder(), 'audit.svg');
  const more = ['--cache', cache, '--plot', plot];
  const { stdout } = await runCommand(['calibrate', 'i2n', ...sizes, ...more], inWorkspace);
  expect(stdout).toContain('i2n on 2 simulations of behavior in SimulatedVentral');
  expect(stdout).toMatch(
    /The observer who made the choices scores best +1\.000 +1\.000 ± 0\.000 +ok/,
  );
  expect(stdout).toContain('96 images, 4 repeats where not varied');
  const figure = readFileSync(plot, 'utf8');
  for (const text of ['Images', 'Repeats of each image', 'i2n'])
    expect(figure).toContain(`>${text}<`);
  expect(figure).not.toContain('>Sites<');
});
