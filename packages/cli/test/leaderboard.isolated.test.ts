import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { networkPath, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const folder = temporaryFolder();
const [records, site] = [join(folder, 'records'), join(folder, 'site')];
const benchmark = 'Gratings.V4-pls';

interface Site {
  readonly models: readonly { readonly id: string }[];
  readonly benchmarks: readonly {
    readonly key: string;
    readonly region: string;
    readonly scores: { readonly value: readonly number[]; readonly flags: readonly number[] };
  }[];
  readonly texts: readonly string[];
}

beforeAll(async () => {
  mkdirSync(records);
  const common = ['--preprocessing', 'torch', '--layer', 'relu2', '--cache', folder];
  const output = join(records, 'net.json');
  await runHere(['score', networkPath, benchmark, ...common, '--output', output]);
  writeFileSync(join(records, 'broken.json'), '{"recordVersion": 2}');
});

test('build writes one file with the scores, and names what is left out', async () => {
  const { code, stdout, stderr } = await runHere([
    ...['leaderboard', 'build', records, '--out', site],
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain(`1 model, 1 benchmark: ${join(site, 'index.html')}`);
  expect(stderr).toMatch(/^Left out: .*broken\.json: /m);
  const shown = siteIn(readFileSync(join(site, 'index.html'), 'utf8'));
  const record = JSON.parse(readFileSync(join(records, 'net.json'), 'utf8'));
  expect(shown.benchmarks).toMatchObject([{ key: benchmark, region: 'V4' }]);
  expect(shown.benchmarks[0]?.scores.value[0]).toBeCloseTo(record.score.value, 4);
});

test('the command that a page gives makes the same score', async () => {
  const shown = siteIn(readFileSync(join(site, 'index.html'), 'utf8'));
  const [column] = shown.benchmarks;
  const flags = shown.texts[column?.scores.flags[0] ?? -1]?.split(' ') ?? [];
  const again = ['score', networkPath, column?.key ?? '', ...flags, '--cache', folder, '--json'];
  const { stdout } = await runHere(again);
  expect(JSON.parse(stdout).score.value).toBeCloseTo(column?.scores.value[0] ?? 0, 4);
});

test('csv and bibtex print tables alone', async () => {
  const csv = await runHere(['leaderboard', 'csv', records]);
  expect(csv.stdout.split('\n')[1]).toMatch(/^small_convnet[^,]*,Gratings\.V4-pls,V4,/);
  const bibtex = await runHere(['leaderboard', 'bibtex', records]);
  expect(bibtex.code).toBe(0);
});

test('a folder without records makes an honest page', async () => {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const { code, stdout } = await runHere(['leaderboard', 'build', empty, '--out', site]);
  expect(code).toBe(0);
  expect(stdout).toContain('0 models, 0 benchmarks');
});

test('a folder that is not there is said', async () => {
  const missing = join(folder, 'missing');
  const { code, stderr } = await runHere(['leaderboard', 'build', missing, '--out', site]);
  expect(code).toBe(1);
  expect(stderr).toContain('FILE_UNREADABLE');
});

function siteIn(html: string): Site {
  const [, text = ''] =
    /<script type="application\/json" id="site-data">(.*?)<\/script>/s.exec(html) ?? [];
  return JSON.parse(text) as Site;
}
