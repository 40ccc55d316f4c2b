import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecord, type ScoreRecord } from '@ventral/scoring';
import { expect, test } from 'vitest';
import { networkPath, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const cache = temporaryFolder();
const compare = (...args: readonly string[]) =>
  runHere(['compare', 'Gratings.V4-pls', ...args, '--cache', cache]);
const network = [networkPath, '--preprocessing', 'torch'];

test('several models are scored side by side, the best first', async () => {
  const { code, stdout, stderr } = await compare('pixels', ...network);
  expect(code).toBe(0);
  // Each as it is made, before the table.
  expect(stderr).toMatch(/^pixels {3}score \d\.\d{3} ± [\s\S]*^small_convnet {3}score /m);
  const [table = '', standings = ''] = stdout.split(/^behind /m);
  const rows = table.split('\n').filter((line) => /^(pixels|small_convnet) /.test(line));
  const values = rows.map((row) => Number(/0\.\d+/.exec(row)?.[0]));
  expect(rows).toHaveLength(2);
  expect(values[0]).toBeGreaterThanOrEqual(values[1] as number);
  expect(stdout).toContain('higher is better');
  // By how much, the interval of that, p, and the ranks that it may have.
  expect(standings).toMatch(/^\w+ +0\.\d{3} +-?0\.\d{3} to 0\.\d{3} +[<.\d]+ +[12](–2)?$/m);
  expect(stdout).toMatch(/small_convnet .* \*$/m);
  expect(stdout).toMatch(/^\* .*optimistic/m);
});

test('each score is the one that ventral score gives', async () => {
  const { stdout } = await compare('pixels', ...network, '--json');
  const records = (JSON.parse(stdout) as unknown[]).map(parseRecord);
  const args = ['score', 'pixels', 'Gratings.V4-pls', '--cache', cache, '--json'];
  const alone = JSON.parse((await runHere(args)).stdout) as ScoreRecord;
  expect(records.find(({ model }) => model.id === 'pixels')?.score).toEqual(alone.score);
});

test('a model that cannot be scored is named, and the others are scored', async () => {
  const folder = join(temporaryFolder(), 'records');
  const { code, stdout, stderr } = await compare('pixles', 'pixels', '--output', folder);
  expect(code).toBe(1);
  expect(stderr).toContain('PLUGIN_NOT_FOUND');
  expect(stderr).toContain("'pixles'");
  expect(stdout).toMatch(/^pixels +\d/m);
  expect(readdirSync(folder)).toEqual(['pixels.json']);
  const written = JSON.parse(readFileSync(join(folder, 'pixels.json'), 'utf8'));
  expect(parseRecord(written).model.id).toBe('pixels');
});

test('an unknown benchmark is named once', async () => {
  const { code, stderr } = await runHere(['compare', 'Gratings.V4-plz', 'pixels']);
  expect(code).toBe(1);
  expect(stderr.match(/PLUGIN_NOT_FOUND/g)).toHaveLength(1);
  expect(stderr).toContain('Gratings.V4-pls');
});

test('what was scored before is not scored again, unless asked or something differs', async () => {
  const own = temporaryFolder();
  const recordsOf = async (...args: readonly string[]) => {
    const line = ['compare', 'Gratings.V4-pls', 'pixels', ...args, '--cache', own];
    const { stdout } = await runHere([...line, '--json']);
    return (JSON.parse(stdout) as unknown[]).map(parseRecord);
  };
  const first = await recordsOf();
  expect(await recordsOf()).toEqual(first);
  const [fresh] = await recordsOf('--fresh');
  expect(fresh?.score).toEqual(first[0]?.score);
  expect(fresh?.createdAt).not.toBe(first[0]?.createdAt);
  const [otherSeed] = await recordsOf('--seed', '2');
  expect(otherSeed?.score.splitsDigest).not.toBe(first[0]?.score.splitsDigest);
  const [otherOption] = await recordsOf('--option', 'components=2');
  expect(otherOption?.score.metric?.options).toMatchObject({ components: 2 });
  const { stdout } = await runHere([...['compare', 'Gratings.V4-pls', 'pixels', '--cache', own]]);
  expect(stdout).toContain('Scored before with the same code and options: pixels.');
});

test('a score with other files of the user is another, and is not taken for the first', async () => {
  const own = temporaryFolder();
  const valueWith = async (noise: string) => {
    const path = join(own, 'noise.txt');
    writeFileSync(path, noise);
    const line = ['compare', 'Gratings.V4.own-pls', 'pixels', '--cache', own, '--json'];
    const { stdout } = await runHere(line, { environment: { GRATINGS_NOISE: path } });
    const [record] = (JSON.parse(stdout) as unknown[]).map(parseRecord);
    return { ...record?.inputs, value: record?.score.value, at: record?.createdAt };
  };
  const first = await valueWith('0');
  const second = await valueWith('0.5');
  expect(second.value).toBeLessThan(first.value as number);
  expect(second.ownFiles).not.toBe(first.ownFiles);
  expect(await valueWith('0')).toEqual(first);
  expect(await valueWith('0.5')).toEqual(second);
});

test('models are compared over time', async () => {
  const line = ['compare', 'Gratings.V4.timed-pls', 'pixels', ...network, '--cache', cache];
  const { code, stdout } = await runHere([...line, '--time']);
  expect(code).toBe(0);
  const [, after = ''] = stdout.split(
    'Over time, Gratings.V4.timed-pls: responses in each time bin.\n',
  );
  const rows = after
    .split('\n')
    .slice(0, 4)
    .map((row) => row.split(/ {2,}/));
  expect(rows.map(([first]) => first)).toEqual(['ms', '0 to 20', '20 to 40', 'mean']);
  expect(rows[0]?.slice(1).sort()).toEqual(['pixels', 'small_convnet']);
  const [, before, later] = rows.map((row) => Number(row[1]));
  expect(before).toBeLessThan(later as number);
  // With time it is another score: neither is taken for the other.
  const timeless = JSON.parse((await runHere([...line, '--json'])).stdout) as ScoreRecord[];
  const timed = JSON.parse((await runHere([...line, '--time', '--json'])).stdout) as ScoreRecord[];
  expect(timeless.map(({ score }) => score.overTime)).toEqual([undefined, undefined]);
  expect(timed.map(({ score }) => score.overTime?.aspect)).toEqual(['responses', 'responses']);
  expect(timed.map(({ score }) => score.value)).toEqual(timeless.map(({ score }) => score.value));
});

test('a score with neuroids left out is not made again either', async () => {
  const line = ['compare', 'Gratings.V4.silent-pls', 'pixels', '--cache', temporaryFolder()];
  const first = await runHere(line);
  expect(first.stdout).toContain('1 of 6 neuroids were left out');
  expect(first.stdout).not.toContain('Scored before');
  expect((await runHere(line)).stdout).toContain('Scored before');
});

test('files of one name are told apart, in the table and as records', async () => {
  const folder = temporaryFolder();
  for (const name of ['a', 'b']) {
    mkdirSync(join(folder, name));
    cpSync(networkPath, join(folder, name, 'net.onnx'));
  }
  const [a, b] = ['a', 'b'].map((name) => join(folder, name, 'net.onnx')) as [string, string];
  const output = join(folder, 'records');
  const again = join(folder, 'b/../a/net.onnx');
  const { code, stdout } = await compare(
    a,
    b,
    again,
    '--preprocessing',
    'torch',
    '--output',
    output,
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/^model [\s\S]*^a\/net [\s\S]*^b\/net [\s\S]*^behind a\/net /m);
  expect(readdirSync(output).sort()).toEqual(['a-net.json', 'b-net.json']);
  const verified = ['verify', join(output, 'a-net.json'), '--model', a, '--cache', cache];
  expect(await runHere(verified)).toMatchObject({ code: 0, stdout: 'equal\n' });
});

test('--cache is all of the cache: what was kept elsewhere is not known there', async () => {
  const [home, first, second] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const compareIn = (folder: string) =>
    runHere(['compare', 'Gratings.V4-pls', 'pixels', '--cache', folder], {
      environment: { HOME: home, XDG_CACHE_HOME: '', VENTRAL_CACHE: '' },
    });
  await compareIn(first);
  expect((await compareIn(second)).stdout).not.toContain('Scored before');
  expect([first, second].map((folder) => existsSync(join(folder, 'memo')))).toEqual([true, true]);
  expect(readdirSync(home)).toEqual([]);
});
