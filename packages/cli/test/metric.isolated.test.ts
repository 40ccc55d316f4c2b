import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeNpy } from '@ventral/arrays';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, workspaceFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const folder = temporaryFolder();

function save(name: string, values: readonly number[], shape: readonly number[]): string {
  const path = join(folder, name);
  writeFileSync(path, encodeNpy(Float64Array.from(values), shape));
  return path;
}

const wave = (length: number, step: number) =>
  Array.from({ length }, (_, index) => Math.sin(index * step) + Math.cos(index * index * step));

test('a metric takes its recordings with repetitions last', async () => {
  // Two repetitions that agree but for a sign in the second unit.
  const clean = wave(40, 0.7);
  const values = clean.flatMap((value, row) => (row % 2 === 0 ? [value, value] : [value, -value]));
  const target = save('trials.npy', values, [20, 2, 2]);
  const { code, stdout } = await runHere([
    'metric',
    'internal_consistency',
    '--target',
    target,
    '--json',
  ]);
  expect(code).toBe(0);
  const { score, seed } = JSON.parse(stdout);
  expect(seed).toBe(1);
  expect(score.raw.perNeuroid[0]).toBeCloseTo(1, 12);
});

test('labels have to be as many as the rows', async () => {
  const source = save('source.npy', wave(120, 0.3), [60, 2]);
  const target = save('target.npy', wave(60, 0.9), [60, 1]);
  const labels = join(folder, 'labels.txt');
  writeFileSync(labels, 'a\nb\n');
  const args = ['metric', 'ridge', '--source', source, '--target', target, '--labels', labels];
  const { code, stderr } = await runHere(args);
  expect(code).toBe(1);
  expect(stderr).toContain('2 labels for 60 stimuli');
});

test('files are the same named in capitals, and labels with a head, spaces and in UTF-16', async () => {
  const [x, y] = [wave(120, 0.3), wave(60, 0.9)];
  const labels = Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? 'cat' : 'dog'));
  const plain = join(folder, 'plain.txt');
  writeFileSync(plain, labels.join('\n'));
  const spreadsheet = join(folder, 'spreadsheet.txt');
  const lines = ['label', ...labels].map((label) => `${label}\t\r\n`).join('');
  writeFileSync(spreadsheet, `\ufeff${lines}\r\n`, 'utf16le');
  const scores = await Promise.all(
    [
      ['small.npy', plain],
      ['CAPITALS.NPY', spreadsheet],
    ].map(async ([name = '', file = '']) => {
      const files = [save(`x${name}`, x, [60, 2]), save(`y${name}`, y, [60, 1])];
      const [source = '', target = ''] = files;
      const args = ['--source', source, '--target', target, '--labels', file, '--json'];
      const { stdout } = await runHere(['metric', 'ridge', ...args]);
      return JSON.parse(stdout).score;
    }),
  );
  expect(scores[1]).toEqual(scores[0]);
});

test('a metric without its source says what it needs', async () => {
  const target = save('target.npy', wave(60, 0.9), [60, 1]);
  const { code, stderr } = await runHere(['metric', 'pls', '--target', target]);
  expect(code).toBe(1);
  expect(stderr).toContain('--source');
});

describeReference('the reference regressions, from files', 'golden/regression.json', () => {
  interface Golden {
    readonly source: readonly (readonly number[])[];
    readonly target: readonly (readonly number[])[];
    readonly object_name: readonly string[];
    readonly metrics: Readonly<Record<string, { readonly score: number; readonly error: number }>>;
  }

  test.each(['pls', 'ridge', 'neuron_to_neuron'])('%s', async (metric) => {
    const path = referencePath('golden/regression.json');
    const golden = JSON.parse(readFileSync(path, 'utf8')) as Golden;
    const source = save('golden-source.npy', golden.source.flat(), [60, 40]);
    const target = save('golden-target.npy', golden.target.flat(), [60, 8]);
    const labels = join(folder, 'objects.txt');
    writeFileSync(labels, `${golden.object_name.join('\n')}\n`);
    const files = ['--source', source, '--target', target, '--labels', labels];
    const { stdout } = await runHere(['metric', metric, ...files, '--json']);
    const { score } = JSON.parse(stdout);
    expect(score.value).toBeCloseTo(golden.metrics[metric]?.score as number, 6);
    expect(score.spread).toBeCloseTo(golden.metrics[metric]?.error as number, 6);
  });
});

describe('metrics of choices, from tables', () => {
  const table = (name: string, lines: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const inWorkspace = { folder: workspaceFolder };

  test('error consistency of a model that errs where people err', async () => {
    const truths = Array.from({ length: 12 }, (_, image) => (image % 2 === 0 ? 'cat' : 'dog'));
    const choices = truths.map((truth, image) => (image % 4 === 0 ? 'bird' : truth));
    const human = table('human.csv', [
      'stimulus_id,truth,choice',
      ...truths.map((truth, image) => `image${image},${truth},${choices[image]}`),
    ]);
    const model = table('model.csv', [
      'stimulus_id,choice',
      ...choices.map((choice, image) => `image${image},${choice}`),
    ]);
    const args = ['metric', 'error_consistency', '--source', model, '--target', human, '--json'];
    const { stdout } = await runHere(args, inWorkspace);
    expect(JSON.parse(stdout).score.value).toBeCloseTo(1, 12);
  });

  test('a table may be in UTF-16, and its name in capitals', async () => {
    const rows = ['a,cat,cat', 'b,dog,dog', 'c,cat,dog', 'd,dog,dog'];
    const path = join(folder, 'HUMAN.CSV');
    const text = ['stimulus_id,truth,choice', ...rows].join('\r\n');
    writeFileSync(path, `\ufeff${text}\r\n`, 'utf16le');
    const args = ['metric', 'error_consistency', '--source', path, '--target', path, '--json'];
    const { stdout } = await runHere(args, inWorkspace);
    expect(JSON.parse(stdout).score.value).toBeCloseTo(1, 12);
  });

  test('a table without a column that is needed is refused', async () => {
    const model = table('wrong.csv', ['image,choice', 'a,cat']);
    const args = ['metric', 'error_consistency', '--source', model, '--target', model];
    const { code, stderr } = await runHere(args, inWorkspace);
    expect(code).toBe(1);
    expect(stderr).toContain('no column stimulus_id');
  });

  const trials = ['stimulus_id,sample_obj,dist_obj,choice', 'a,cat,dog,cat', 'b,dog,cat,cat'];

  test.each([
    [
      'a stimulus that is repeated',
      ['stimulus_id,cat,dog', 'a,0.1,0.9', 'b,1,0', 'a,0.2,0.8'],
      ['STIMULI_MISMATCH', "2 rows for the stimulus 'a', and 1 for others"],
    ],
    [
      'a column that is repeated',
      ['stimulus_id,cat,dog,cat', 'a,0.1,0.9,0', 'b,1,0,0'],
      ['DATA_CORRUPT', "several columns 'cat'"],
    ],
    [
      'a probability above 1',
      ['stimulus_id,cat,dog', 'a,0.1,7.5', 'b,1,0'],
      ['RESPONSES_INVALID', "the probability of 'dog' in row 1 is 7.5, above 1"],
    ],
    ...['0x10', '0b1', '', '1e999'].map(
      (text) =>
        [
          `'${text}'`,
          ['stimulus_id,cat,dog', `a,${text},0.5`, 'b,1,0'],
          ['DATA_CORRUPT', `'${text}' in column 'cat' of row 1 is no number`],
        ] as const,
    ),
  ] as const)('%s is refused', async (_, rows, said) => {
    const args = ['--source', table('odd.csv', rows), '--target', table('few.csv', trials)];
    const { code, stderr } = await runHere(['metric', 'i2n', ...args], inWorkspace);
    expect(code).toBe(1);
    for (const part of said) expect(stderr).toContain(part);
  });

  describeReference('the reference choices', 'golden/i2n.json', () => {
    test('i2n', async () => {
      const golden = JSON.parse(readFileSync(referencePath('golden/i2n.json'), 'utf8'));
      const probabilities = golden['probabilities[image][object]'] as number[][];
      const source = table('probabilities.csv', [
        ['stimulus_id', ...golden.objects].join(','),
        ...probabilities.map((row, image) => [golden.images[image], ...row].join(',')),
      ]);
      const target = table('trials.csv', [
        'stimulus_id,sample_obj,dist_obj,choice',
        ...golden['trials(stimulus,sample,dist,choice)'].map((trial: string[]) => trial.join(',')),
      ]);
      const args = ['metric', 'i2n', '--source', source, '--target', target, '--json'];
      const { score } = JSON.parse((await runHere(args, inWorkspace)).stdout);
      expect(score.value).toBeCloseTo(golden.i2n.score, 9);
      expect(score.spread).toBeCloseTo(golden.i2n.error, 9);
    });
  });
});
