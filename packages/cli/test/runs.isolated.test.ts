// Many scores by one line: planned, made, watched, stopped, and gone on with.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { networkPath } from './run-command.ts';
import { newPlace } from './run-place.ts';

const benchmarks = ['Gratings.V4-pls', 'Gratings.V4.slow-pls'];
const wanted = ['--models', 'pixels', networkPath, '--preprocessing', 'torch'];

const withoutTime = (text: string) => ({ ...JSON.parse(text), createdAt: '' });

describe('a run', () => {
  const { folder, ventral, store } = newPlace();
  const line = [...wanted, '--benchmarks', ...benchmarks];
  beforeAll(async () => {
    const { code, stdout, stderr } = await ventral([
      ...['run', ...line, '--output', join(folder, 'out'), '--layers', 'pixels'],
    ]);
    // The network has no layer of that name.
    expect([code, stderr]).toEqual([1, expect.stringContaining('LAYER_NOT_FOUND')]);
    expect(stdout).toContain('2 of 2 made');
  });

  test('makes the records that score makes', async () => {
    const score = ['score', 'pixels', benchmarks[0] as string, '--layer', 'pixels', '--json'];
    const { stdout } = await ventral(score);
    const made = readFileSync(join(folder, 'out', benchmarks[0] as string, 'pixels.json'), 'utf8');
    expect(withoutTime(made)).toEqual(withoutTime(stdout));
  });

  test('makes what is missing, and nothing twice', async () => {
    const before = readdirSync(join(store, 'records'));
    const { code, stderr } = await ventral(['run', ...line, '--layers', 'all']);
    expect([code, stderr]).toEqual([0, expect.stringContaining('4 of 4 cells')]);
    const after = readdirSync(join(store, 'records'));
    expect(after).toEqual(expect.arrayContaining(before));
    const again = await ventral(['run', ...line, '--layers', 'all']);
    expect(again.code).toBe(0);
    expect(again.stderr).not.toContain('made in');
    expect(readdirSync(join(store, 'records'))).toEqual(after);
  });

  test('finds by its hash a record that was damaged, and makes it again', async () => {
    const [name] = readdirSync(join(store, 'records')) as [string];
    const path = join(store, 'records', name);
    const whole = readFileSync(path, 'utf8');
    const damaged = whole.replace('"seed":1', '"seed":2');
    expect(damaged).not.toBe(whole);
    writeFileSync(path, damaged);
    const { code, stderr } = await ventral(['run', ...line, '--layers', 'all']);
    const plain = await ventral(['run', ...line, '--layers', 'pixels']);
    expect(code).toBe(0);
    expect(`${stderr}${plain.stderr}`.match(/made in/g)).toHaveLength(1);
    const { record } = JSON.parse(readFileSync(path, 'utf8'));
    const { score, createdAt: _, ...facts } = JSON.parse(whole).record;
    expect(record).toMatchObject({ score, ...facts });
  });

  test('keeps activations in the store for those who ask', async () => {
    const elsewhere = join(folder, 'shared');
    const flags = ['--store', elsewhere, '--seed', '5', '--layers', 'all', '--share-activations'];
    const fresh = (name: string) => ['--cache', join(folder, name)];
    const { code } = await ventral(['run', ...line, ...flags, ...fresh('one')]);
    expect(code).toBe(0);
    const kept = readdirSync(join(elsewhere, 'activations'));
    expect(kept.length).toBeGreaterThan(0);
    expect(existsSync(join(store, 'activations'))).toBe(false);
    expect((await ventral(['run', ...line, ...flags, ...fresh('two')])).code).toBe(0);
    expect(readdirSync(join(elsewhere, 'activations'))).toEqual(kept);
  });

  test('is planned before, with what exists', async () => {
    const { stdout } = await ventral(['plan', ...line, '--layers', 'all']);
    expect(stdout).toMatch(/Gratings\.V4-pls@1 +2 +2 +0/);
    expect(stdout).toContain('4 cells, 0 of them missing');
    const planned = JSON.parse((await ventral(['plan', ...line, '--seed', '2', '--json'])).stdout);
    expect(planned.cells.map((cell: { isMade: boolean }) => cell.isMade)).toEqual(
      Array(4).fill(false),
    );
    // It can be sent anywhere.
    expect(JSON.stringify(planned)).not.toContain(folder);
  });

  test('has a status, by which it is found', async () => {
    const { runs } = { runs: readdirSync(join(store, 'runs')).map((name) => name.slice(0, -5)) };
    const [first] = runs.sort() as [string];
    const { code, stdout } = await ventral(['status', first, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      id: first,
      cells: 2,
      made: 2,
      failed: [],
      waiting: 0,
    });
    const none = await ventral(['status', 'nonsense']);
    expect(none.stderr).toContain(`OPTION_INVALID: There is no run 'nonsense' there.`);
  });

  test('makes a damaged record again', async () => {
    const [name] = readdirSync(join(store, 'records')) as [string];
    const path = join(store, 'records', name);
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, before.replace(/"value":0\.\d/, '"value":0.0'));
    const { code } = await ventral(['run', ...line, '--layers', 'all']);
    expect(code).toBe(0);
    const { sha256: _, cost: __, ...after } = JSON.parse(readFileSync(path, 'utf8'));
    expect(withoutTime(JSON.stringify(after.record))).toEqual(
      withoutTime(JSON.stringify(JSON.parse(before).record)),
    );
  });
});

test('a plan may ask for scores over time, which the leaderboard shows', async () => {
  const { folder, ventral, store } = newPlace();
  const plan = join(folder, 'plan.yaml');
  const scores = [{ models: ['pixels'], benchmarks: ['Gratings.V4.timed-pls'], time: true }];
  writeFileSync(plan, JSON.stringify({ planVersion: 1, scores }));
  const { code, stdout } = await ventral(['run', plan]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /Over time, Gratings\.V4\.timed-pls: responses[^\n]*\nms +pixels\n0 to 20 /,
  );
  const [name] = readdirSync(join(store, 'records')) as [string];
  const { record } = JSON.parse(readFileSync(join(store, 'records', name), 'utf8'));
  const line = ['score', 'pixels', 'Gratings.V4.timed-pls', '--time', '--json'];
  expect(withoutTime(JSON.stringify(record))).toEqual(withoutTime((await ventral(line)).stdout));
  const site = join(folder, 'site');
  expect(
    (await ventral(['leaderboard', 'build', join(store, 'records'), '--out', site])).code,
  ).toBe(0);
  const page = readFileSync(join(site, 'index.html'), 'utf8');
  expect(page).toMatch(/"courses":\[\{"model":0,"benchmark":"Gratings\.V4\.timed-pls"/);
  // Without time it is another cell.
  const timeless = ['--models', 'pixels', '--benchmarks', 'Gratings.V4.timed-pls'];
  await ventral(['run', ...timeless]);
  await ventral(['run', ...timeless, '--time']);
  expect(readdirSync(join(store, 'records'))).toHaveLength(2);
});

test('scores over time on a benchmark without time bins fail alone', async () => {
  const { store, ventral } = newPlace();
  const line = ['--models', 'pixels', '--benchmarks', 'Gratings.V4-pls', 'Gratings.V4.timed-pls'];
  const { code, stderr, stdout } = await ventral(['run', ...line, '--time', 'changes']);
  expect(code).toBe(1);
  expect(stderr).toContain('Gratings.V4-pls');
  expect(stderr + stdout).toMatch(/no time bins/);
  expect(readdirSync(join(store, 'records'))).toHaveLength(1);
});

test('a cell that fails stops no other, is named, and is tried again when asked', async () => {
  const { ventral } = newPlace();
  const both = ['--benchmarks', 'Gratings.V4.torn-pls', 'Gratings.V4-pls'];
  const { code, stdout } = await ventral(['run', '--models', 'pixels', ...both]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/1 of 2 made, 1 failed/);
  expect(stdout).toMatch(/pixels on Gratings\.V4\.torn-pls@1: IMAGE_UNREADABLE after 1/);
  const [, id = ''] = /ventral retry (\S+)/.exec(stdout) ?? [];
  const again = await ventral(['retry', id, '--json']);
  expect(again.code).toBe(1);
  expect(JSON.parse(again.stdout)).toMatchObject({
    made: 1,
    failed: [{ code: 'IMAGE_UNREADABLE' }],
  });
});

test('a run that is cancelled waits for retry', async () => {
  const { ventral } = newPlace();
  const line = ['run', '--models', 'pixels', '--benchmarks', benchmarks[0] as string];
  await ventral([...line, '--detach']);
  const cancelled = await ventral(['cancel', '--json']);
  expect(JSON.parse(cancelled.stdout)).toMatchObject({ isCancelled: true, made: 0 });
  const { stdout } = await ventral(['retry', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ isCancelled: false, made: 1 });
});

describe('what cannot be run is said in one line', () => {
  const { folder, ventral, store } = newPlace();
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  test.each<[string, () => string[], RegExp]>([
    ['nothing', () => ['run'], /OPTION_INVALID: Nothing says which scores are wanted/],
    [
      'a file that is no plan',
      () => ['plan', write('a.yaml', 'scores: 1')],
      /a\.yaml is no plan: .*planVersion.*scores/s,
    ],
    [
      'a plan that says already what a flag says',
      () => ['run', write('e.yaml', ''), '--time'],
      /OPTION_INVALID: .*e\.yaml says already what --time would/,
    ],
    ['no YAML', () => ['plan', write('b.yaml', '{')], /OPTION_INVALID: .*b\.yaml is no plan/],
    ['no file', () => ['plan', join(folder, 'c.yaml')], /FILE_UNREADABLE/],
    [
      'an unknown benchmark',
      () => ['run', '--models', 'pixels', '--benchmarks', 'Gratings.V5-pls'],
      /PLUGIN_NOT_FOUND/,
    ],
    [
      'an unknown engine',
      () => ['run', ...wanted, '--benchmarks', ...benchmarks, '--engine', 'http://x'],
      /'http:\/\/x' is no engine/,
    ],
    [
      'an engine that is not installed',
      () => ['run', ...wanted, '--benchmarks', ...benchmarks, '--engine', 'redis://me:secret@x'],
      /DEPENDENCY_MISSING: The engine redis:\/\/x needs the package @ventral\/engine-bullmq/,
    ],
    ['a store that is no folder', () => ['status', '--store', write('d', '')], /STORE_UNUSABLE/],
    [
      'an unknown store',
      () => ['status', '--store', 'ftp://x'],
      /'ftp:\/\/x' is no address of a store/,
    ],
    ['no run', () => ['status'], /OPTION_INVALID: There is no run in/],
  ])('%s', async (_, args, said) => {
    const { code, stdout, stderr } = await ventral(args());
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/secret|\n {4}at /);
    expect(existsSync(join(store, 'records'))).toBe(false);
  });
});
