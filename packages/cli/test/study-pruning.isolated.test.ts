import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PruningStudy, parsePruningStudy } from '@ventral/scoring';
import { beforeAll, describe, expect, test } from 'vitest';
import { networkPath, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const benchmark = 'Gratings.V4-pls';
const slow = 'Gratings.V4.slow-pls';
const how = ['--preprocessing', 'torch', '--layer', 'relu2'];

function readStudy(path: string): PruningStudy {
  return parsePruningStudy(JSON.parse(readFileSync(path, 'utf8')), path);
}

describe('a pruning study', () => {
  const folder = temporaryFolder();
  const [output, plot] = [join(folder, 'study.json'), join(folder, 'study.svg')];
  const study = ['study', 'pruning', networkPath, benchmark, ...how, '--cache', folder];
  let stdout: string;

  beforeAll(async () => {
    const sparsities = ['--sparsities', '0.9,0,0.5'];
    const outcome = await runHere([...study, ...sparsities, '--output', output, '--plot', plot]);
    expect(outcome).toMatchObject({ code: 0 });
    stdout = outcome.stdout;
  });

  test('holds an ordinary record of each pruned network', async () => {
    const { points, model, scope, inputs } = readStudy(output);
    expect(points.map(({ sparsity }) => sparsity)).toEqual([0, 0.5, 0.9]);
    expect(model).toEqual([expect.objectContaining({ name: 'small_convnet.onnx' })]);
    expect({ scope, inputs }).toEqual({
      scope: 'global',
      inputs: { preprocessing: 'torch', layer: 'relu2' },
    });
    for (const { sparsity, layers, records } of points) {
      const zeros = layers.reduce((sum, { zerosAfter }) => sum + zerosAfter, 0);
      expect(zeros).toBe(Math.round(sparsity * 8712));
      expect(records.map(({ benchmark: { id } }) => id)).toEqual([benchmark]);
      expect(records[0]?.model).toMatchObject({
        id: `small_convnet-sparsity-${sparsity}`,
        layer: 'relu2',
        layerChosenBy: 'user',
      });
    }
    const args = ['score', networkPath, benchmark, ...how, '--cache', folder, '--json'];
    const unpruned = JSON.parse((await runHere(args)).stdout);
    expect(points[0]?.records[0]?.score).toEqual(unpruned.score);
    expect(points[2]?.records[0]?.score.value).not.toBe(unpruned.score.value);
  });

  test('can be verified, point by point, with the network that prune writes', async () => {
    const [, , point] = readStudy(output).points;
    const record = join(folder, 'record.json');
    writeFileSync(record, JSON.stringify(point?.records[0]));
    const pruned = join(folder, 'pruned.onnx');
    await runHere(['prune', networkPath, '--sparsity', '0.9', '-o', pruned]);
    const { code, stdout: said } = await runHere(['verify', record, '--model', pruned]);
    expect(said).toContain('equal');
    expect(code).toBe(0);
  });

  test('is a table and a figure', () => {
    expect(stdout).toMatch(/sparsity\s+zero weights\s+Gratings\.V4-pls/);
    expect(stdout).toMatch(/0\.5\s+4,356 of 8,712\s+0\.\d{3} ± 0\.\d{3}/);
    expect(stdout).toContain(`${benchmark}: layer relu2, higher is better`);
    const svg = readFileSync(plot, 'utf8');
    expect(svg).toMatch(/^<svg/);
    for (const text of [benchmark, '0%', '50%', '90%', 'Score, higher is better']) {
      expect(svg).toContain(`>${text}<`);
    }
  });

  test('grows by sparsities and benchmarks, without scoring anything again', async () => {
    const before = readStudy(output);
    const more = [...study, slow, '--sparsities', '0.5,0.7', '--output', output, '--json'];
    const { code, stdout: json, stderr } = await runHere(more);
    expect(code).toBe(0);
    expect(stderr).toContain('sparsity 0.7');
    expect(stderr).not.toMatch(/Gratings, sparsity 0\.5: .* of 60/);
    const after = readStudy(output);
    expect(after.points.map(({ sparsity, records }) => [sparsity, records.length])).toEqual([
      [0, 1],
      [0.5, 2],
      [0.7, 2],
      [0.9, 1],
    ]);
    expect(after.points[1]?.records[0]).toEqual(before.points[1]?.records[0]);
    const asked = parsePruningStudy(JSON.parse(json), 'stdout');
    expect(asked.points.map(({ sparsity }) => sparsity)).toEqual([0.5, 0.7]);
  });

  test.each([
    ['scope', ['--per-layer']],
    ['inputs', ['--layer', 'relu1']],
    ['seed', ['--seed', '2']],
  ])('is not continued with another %s', async (what, change) => {
    const before = readFileSync(output, 'utf8');
    const args = [...study, '--sparsities', '0.95', '--output', output, ...change];
    const { code, stderr } = await runHere(args);
    expect(code).toBe(1);
    expect(stderr).toContain(`is a study with another ${what}`);
    expect(readFileSync(output, 'utf8')).toBe(before);
  });
});

describe('without a layer', () => {
  test('takes the one that scores best before pruning, at every sparsity', async () => {
    const folder = temporaryFolder();
    const model = [networkPath, benchmark, '--preprocessing', 'torch', '--cache', folder];
    const base = await runHere(['score', ...model, '--json']);
    const best = JSON.parse(base.stdout).model.layer;
    const args = ['study', 'pruning', ...model, '--sparsities', '0,0.9', '--per-layer', '--json'];
    const { stdout } = await runHere(args);
    const { points } = parsePruningStudy(JSON.parse(stdout), 'stdout');
    for (const { records } of points) {
      expect(records[0]?.model).toMatchObject({ layer: best, layerChosenBy: 'this benchmark' });
      expect(records[0]?.score.notes).toEqual([expect.stringContaining('before pruning')]);
    }
    expect(points[1]?.records[0]?.model.id).toBe('small_convnet-sparsity-0.9-per-layer');
  });
});

describe('a study with a mistake in its line', () => {
  const args = ['study', 'pruning', networkPath];
  const some = ['--sparsities', '0,0.5'];
  test.each<[what: string, args: () => string[], message: RegExp]>([
    ['a sparsity of 1', () => [benchmark, '--sparsities', '0,1'], /from 0 to below 1/],
    ['a word', () => [benchmark, '--sparsities', '0,some'], /from 0 to below 1/],
    ['no sparsity', () => [benchmark, '--sparsities', ''], /from 0 to below 1/],
    ['a typo', () => ['Gratings.V4-psl', ...some], /PLUGIN_NOT_FOUND[\s\S]*Gratings\.V4-pls/],
    ['a second typo', () => [benchmark, 'Grating-pls', ...some], /PLUGIN_NOT_FOUND/],
    [
      'a layer that is none',
      () => [benchmark, ...some, '--preprocessing', 'torch', '--layer', 'relu9'],
      /LAYER_NOT_FOUND[\s\S]*relu/,
    ],
    [
      'an output that cannot be written',
      () => [benchmark, ...some, '--output', join(temporaryFolder(), 'no/study.json')],
      /FILE_UNWRITABLE[\s\S]*--output/,
    ],
    [
      'a figure that cannot be written',
      () => [benchmark, ...some, '--plot', join(temporaryFolder(), 'no/study.svg')],
      /FILE_UNWRITABLE[\s\S]*--plot/,
    ],
    ['the network as output', () => [benchmark, ...some, '--output', networkPath], /overwritten/],
    ['the network as figure', () => [benchmark, ...some, '--plot', networkPath], /overwritten/],
    ['one file for both', () => [benchmark, ...some, '--output', 'a', '--plot', 'a'], /both a\./],
  ])('refuses %s, before it scores', async (_, rest, message) => {
    const before = readFileSync(networkPath);
    const { code, stderr } = await runHere([...args, ...rest(), '--cache', temporaryFolder()]);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('Recording');
    expect(readFileSync(networkPath)).toEqual(before);
  });

  test('leaves a file alone that holds something else', async () => {
    const output = join(temporaryFolder(), 'package.json');
    writeFileSync(output, '{"name":"mine"}');
    const { code, stderr } = await runHere([...args, benchmark, ...some, '--output', output]);
    expect(code).toBe(1);
    expect(stderr).toContain('RECORD_INVALID');
    expect(readFileSync(output, 'utf8')).toBe('{"name":"mine"}');
  });

  test('says how to install what draws figures, where it is not', async () => {
    const project = join(temporaryFolder(), 'project');
    const fixture = join(dirname(fileURLToPath(import.meta.url)), 'fixtures/project');
    cpSync(fixture, project, { recursive: true });
    const plot = join(project, 'study.svg');
    const line = [...args, benchmark, ...some, '--plot', plot];
    const { code, stderr } = await runHere(line, { folder: project });
    expect(code).toBe(1);
    expect(stderr).toContain('DEPENDENCY_MISSING');
    expect(stderr).toContain('npm install --ignore-scripts @ventral/plots');
    expect(existsSync(plot)).toBe(false);
  });
});
