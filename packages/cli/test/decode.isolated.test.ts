import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DecodingRecord, parseDecodingRecord } from '@ventral/scoring';
import { beforeAll, describe, expect, test } from 'vitest';
import { networkPath, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const project = join(import.meta.dirname, 'fixtures/decoding');
const cache = temporaryFolder();
const decode = (...args: readonly string[]) =>
  runHere(['decode', ...args, '--cache', cache], { folder: project });

/** The record that a line prints. */
async function recordOf(...args: readonly string[]): Promise<DecodingRecord> {
  const { code, stdout, stderr } = await decode(...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return parseDecodingRecord(JSON.parse(stdout), 'stdout');
}

describe('decoding over time', () => {
  const folder = temporaryFolder();
  const [output, plot] = [join(folder, 'decoding.json'), join(folder, 'decoding.svg')];
  const asked = ['Flashes.whole', '--label', 'orientation', '--position', 'position'];
  let said: string;
  let record: DecodingRecord;

  beforeAll(async () => {
    const outcome = await decode(...asked, '--output', output, '--plot', plot);
    expect(outcome).toMatchObject({ code: 0 });
    said = outcome.stdout;
    record = parseDecodingRecord(JSON.parse(readFileSync(output, 'utf8')), output);
  });

  test('has a row for every bin, told from the time on at which neuroids tell', () => {
    const { points, chance, classes, positions, examplesAre, examples, folds } = record;
    expect([classes, positions]).toEqual([
      ['0', '135', '45', '90'],
      ['left', 'right'],
    ]);
    expect({ chance, examplesAre, examples, folds }).toEqual({
      ...{ chance: 0.25, examplesAre: 'trials', examples: 6, folds: 6 },
    });
    expect(points.map(({ window }) => window?.start)).toEqual([-20, 0, 20, 40, 60]);
    for (const [bin, { identity, invariance, reliability }] of points.entries()) {
      for (const told of [identity, invariance!]) {
        if (bin < 3) expect(told.accuracy).toBeLessThan(0.6);
        else expect(told.accuracy).toBeGreaterThan(0.9);
        expect(told.interval![0]).toBeLessThanOrEqual(told.accuracy);
        expect(told.interval![1]).toBeGreaterThanOrEqual(told.accuracy);
      }
      const { byPosition } = invariance!;
      const mean = (byPosition.left! + byPosition.right!) / 2;
      expect(mean).toBeCloseTo(invariance!.accuracy, 12);
      if (bin >= 3) expect(reliability!.corrected).toBeGreaterThan(0.8);
    }
    for (const row of record.points.flatMap(({ confusion }) => confusion)) {
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  test('is said and drawn', () => {
    expect(said).toContain('orientation of 4 classes (chance 0.250) from 12 neuroids in V4');
    expect(said).toContain('40 to 60 ms');
    expect(said).toContain('at another position');
    expect(readFileSync(plot, 'utf8')).toContain('chance');
  });

  test('is the same again, and another with another seed', async () => {
    expect(await recordOf(...asked)).toEqual(record);
    const other = await recordOf(...asked, '--seed', '7');
    expect(other.points.map(({ identity }) => identity)).not.toEqual(
      record.points.map(({ identity }) => identity),
    );
  });

  test('takes windows, folds, populations and each decoder', async () => {
    for (const decoder of ['nearest-mean', 'logistic']) {
      const { points, folds, populations } = await recordOf(
        ...['Flashes.whole', '--label', 'stimulus_id', '--decoder', decoder, '--folds', '3'],
        ...['--populations', '1', '--width', '40', '--step', '20', '--from', '-20', '--to', '60'],
      );
      expect([folds, populations]).toEqual([3, 1]);
      expect(points.map(({ window }) => window)).toEqual([
        { start: -20, end: 20 },
        { start: 0, end: 40 },
        { start: 20, end: 60 },
      ]);
      expect(points[0]).not.toHaveProperty('invariance');
    }
  });
});

describe('a network beside recordings', () => {
  const network = [networkPath, '--preprocessing', 'torch', '--layers', 'relu1,relu2'];

  test('is decoded layer by layer, from as many units, on stimuli that it did not learn from', async () => {
    const plot = join(temporaryFolder(), 'layers.svg');
    const outcome = await decode('Gratings', ...network, '--position', 'contrast', '--plot', plot);
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.stdout).toMatch(/relu2 +\d\.\d{3}/);
    expect(readFileSync(plot, 'utf8')).toContain('units of each layer');
    const found = await recordOf('Gratings', ...network);
    expect(found).toMatchObject({ label: 'category_name', examplesAre: 'stimuli', examples: 12 });
    expect(found.points).toHaveLength(1);
    expect(found.points[0]).not.toHaveProperty('window');
    expect(found.points[0]).not.toHaveProperty('reliability');
    expect(found.network?.layers.map(({ layer, units }) => [layer, units])).toEqual([
      ['relu1', 12],
      ['relu2', 12],
    ]);
    for (const { identity, features } of found.network!.layers) {
      expect(features).toBeGreaterThan(12);
      expect(identity.accuracy).toBeGreaterThan(0.5);
    }
    const fewer = await recordOf('Gratings', ...network, '--units', '3');
    expect(fewer.network?.layers.map(({ units }) => units)).toEqual([3, 3]);
  });

  test('is never overwritten', async () => {
    const file = join(temporaryFolder(), 'net.onnx');
    writeFileSync(file, 'a network');
    for (const flag of ['--output', '--plot']) {
      const { code, stderr } = await decode('Gratings', file, flag, file);
      expect(code).toBe(1);
      expect(stderr).toMatch(/OPTION_INVALID.*is read, and would be overwritten/);
      expect(readFileSync(file, 'utf8')).toBe('a network');
    }
  });

  test('is not needed: recordings without time are drawn as values', async () => {
    const plot = join(temporaryFolder(), 'values.svg');
    expect(await decode('Gratings', '--plot', plot)).toMatchObject({ code: 0 });
    expect(readFileSync(plot, 'utf8')).toContain('category_name');
  });
});

describe('what cannot be decoded', () => {
  const ofFlashes = (part: string, ...more: readonly string[]) => [
    ...[`Flashes.${part}`, '--label', 'orientation', '--position', 'position', ...more],
  ];

  test.each([
    ['recordings without repetitions', ofFlashes('once'), 'RESPONSES_INVALID', 'no repetitions'],
    [
      'a class with one trial',
      ofFlashes('rare'),
      'RESPONSES_INVALID',
      "one example of orientation '45' at 'left'",
    ],
    [
      'a window outside the recording',
      ofFlashes('whole', '--width', '40', '--from', '-100'),
      'OPTION_INVALID',
      'from -100 to 80 ms',
    ],
    [
      'a window that cuts bins',
      ofFlashes('whole', '--width', '30', '--step', '20'),
      'OPTION_INVALID',
      'whole time bins',
    ],
    ['more folds than trials', ofFlashes('whole', '--folds', '7'), 'OPTION_INVALID', '7 folds'],
    [
      'a label that there is not',
      ['Flashes.whole', '--label', 'colour'],
      'SHAPE_MISMATCH',
      'orientation',
    ],
    ['no label', ['Flashes.whole'], 'OPTION_INVALID', '--label'],
    ['windows without time', ['Gratings', '--width', '10'], 'OPTION_INVALID', 'no time bins'],
    ['a part that is not named', ['Flashes', '--label', 'x'], 'OPTION_INVALID', 'whole'],
    ['a data set that there is not', ['Flash'], 'PLUGIN_NOT_FOUND', 'Flash'],
    [
      'a region that was not recorded',
      ['Gratings', '--region', 'IT'],
      'OPTION_INVALID',
      "no recordings of 'IT'",
    ],
    ['layers without a model', ['Gratings', '--layers', 'relu1'], 'OPTION_INVALID', '--layers'],
    [
      'a layer that there is not',
      ['Gratings', networkPath, '--preprocessing', 'torch', '--layers', 'relu9'],
      'LAYER_NOT_FOUND',
      'relu9',
    ],
    [
      'a network, where images are not published',
      ['Flashes.whole', networkPath, '--label', 'orientation', '--preprocessing', 'torch'],
      'DATA_UNAVAILABLE',
      'not published',
    ],
  ])('%s: is refused, and said', async (_, args, code, says) => {
    const outcome = await decode(...args);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain(code);
    expect(outcome.stderr).toContain(says);
    expect(outcome.stdout).toBe('');
  });
});
