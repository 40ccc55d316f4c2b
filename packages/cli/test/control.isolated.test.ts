import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage } from '@ventral/images';
import type { ClosedLoopRecord, ControlRecord } from '@ventral/scoring';
import { expect, test } from 'vitest';
import { networkPath, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const folder = temporaryFolder();
const output = join(folder, 'control');
const asked = [
  '--preprocessing',
  'torch',
  '--layer',
  'relu2',
  '--cache',
  folder,
  '--output',
  output,
];
const line = (benchmark: string, ...more: readonly string[]) =>
  runHere(['control', networkPath, '--benchmark', benchmark, ...asked, ...more]);

test('images are written beside the record, and a figure, and what they do is said', async () => {
  const plot = join(folder, 'control.svg');
  const more = ['--sites', 'unit1,unit4', '--steps', '10', '--plot', plot];
  const { code, stdout } = await line('Gratings.V4.asked-pls', ...more);
  expect(code).toBe(0);
  expect(stdout).toMatch(/stretch of 2 sites of Gratings\.V4\.asked-pls, from relu2: 2 targets/);
  expect(stdout).toMatch(/factor over best query +\d/);
  const record: ControlRecord = JSON.parse(readFileSync(join(output, 'control.json'), 'utf8'));
  for (const { synthesized } of record.targets) {
    const path = join(output, synthesized[0]!.stimulus);
    expect(await decodeImage(readFileSync(path), path)).toMatchObject({ width: 32, height: 32 });
  }
  expect(readFileSync(plot, 'utf8')).toContain('Predicted response');
});

test('one out of a population is told beside chance', async () => {
  const { stdout } = await line('Gratings.V4.asked-pls', '--aim', 'one-hot', '--steps', '5');
  expect(stdout).toMatch(/Chance: 0\.167/);
});

test('rounds close the loop, and say how many stimuli the choice spared', async () => {
  const plot = join(folder, 'loop.svg');
  const more = ['--rounds', '2', '--each', '6', '--initial', '12', '--seeds', '2'];
  const { code, stdout } = await line('Gratings.V4-pls', ...more, '--plot', plot);
  expect(code).toBe(0);
  expect(stdout).toMatch(/stimuli +error-reduction +random +difference/);
  expect(stdout).toMatch(/(As well as|No choice predicts as well as) 24 random stimuli/);
  const record: ClosedLoopRecord = JSON.parse(
    readFileSync(join(output, 'closed-loop.json'), 'utf8'),
  );
  expect(record.runs).toHaveLength(2);
  expect(readFileSync(plot, 'utf8')).toContain('Recorded stimuli');
});

test('one seed has no interval, and says so', async () => {
  const one = ['--rounds', '1', '--each', '6', '--initial', '12', '--seeds', '1'];
  const { code, stdout } = await line('Gratings.V4-pls', ...one);
  expect(code).toBe(0);
  expect(stdout).not.toContain('±');
  expect(stdout).toContain('One seed does not say how far others would be.');
});

test('with --json the record alone is printed', async () => {
  const more = ['--sites', 'unit1', '--steps', '2', '--json'];
  const { stdout } = await line('Gratings.V4-pls', ...more);
  expect(JSON.parse(stdout)).toMatchObject({ controlVersion: 1, isComplete: true });
});

test.each([
  [['--sites', 'unit9'], /no site 'unit9'/],
  [['--steps', '0'], /above zero/],
  [['--aim', 'relax'], /stretch/],
  [['--held-out', '2'], /heldOut/],
  [['--held-out', '0.01'], /holds out 1 of \d+ stimuli/],
  [['--sites', 'unit1,unit1'], /'unit1' is named more than once/],
  [['--rounds', '2', '--pool', 'images'], /--pool is about images/],
  [['--rounds', '2', '--aim', 'pattern'], /--aim is about images/],
  [['--seeds', '3'], /--seeds is about a closed loop/],
])('%o is refused', async (more, message) => {
  const { code, stderr } = await line('Gratings.V4-pls', ...more);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(message);
  expect(existsSync(join(output, 'unit9-0.png'))).toBe(false);
});
