import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { networkPath, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const folder = temporaryFolder();
const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')];

beforeAll(async () => {
  const score = ['score', networkPath, 'Gratings.V4-pls', '--preprocessing', 'torch'];
  const common = ['--layer', 'relu2', '--cache', folder];
  const other = ['--seed', '2', '--option', 'components=10'];
  await runHere([...score, ...common, '--output', first]);
  await runHere([...score, ...common, ...other, '--output', second]);
});

test('diff shows both scores, their difference, and every cause', async () => {
  const { code, stdout } = await runHere(['diff', first, second]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/first +small_convnet on Gratings\.V4-pls +0\.955 ± 0\.050/);
  expect(stdout).toMatch(/second - first +-?0\.\d{3} ± 0\.\d{3}/);
  expect(stdout).toMatch(
    /^95 %: -0\.\d{3} to 0\.\d{3}, on the same draws of both; p = \.\d{3}\.$/m,
  );
  expect(stdout).toMatch(/option +seed: first 1, second 2/);
  expect(stdout).toContain('score.metric.options.components: first 25, second 10');
  expect(stdout).toMatch(/split +score\.splitsDigest/);
  expect(stdout).toContain('Splits or words compared are not the same');
  expect(stdout).toMatch(/number +score\.value/);
});

test('diff gives the same as JSON', async () => {
  const { stdout } = await runHere(['diff', first, second, '--json']);
  const { score, verdict, differences } = JSON.parse(stdout);
  expect(Math.abs(score.difference)).toBeGreaterThan(0);
  expect(score.standardError).toBeGreaterThan(0);
  expect(score.p).toBeGreaterThan(0);
  expect(verdict).toBe('different');
  const kinds = new Set(differences.map(({ kind }: { kind: string }) => kind));
  expect([...kinds].sort()).toEqual(['number', 'option', 'split']);
});

test('diff finds nothing between a record and itself', async () => {
  const { stdout } = await runHere(['diff', first, first]);
  expect(stdout).toContain('Nothing sets the two apart.');
});
