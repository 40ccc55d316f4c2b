import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeNpy } from '@ventral/assembly';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, test } from 'vitest';
import { runCommand, temporaryFolder } from './run-command.ts';

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
  const { code, stdout } = await runCommand([
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
  const { code, stderr } = await runCommand(args);
  expect(code).toBe(1);
  expect(stderr).toContain('2 labels for 60 stimuli');
});

test('a metric without its source says what it needs', async () => {
  const target = save('target.npy', wave(60, 0.9), [60, 1]);
  const { code, stderr } = await runCommand(['metric', 'pls', '--target', target]);
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
    const { stdout } = await runCommand(['metric', metric, ...files, '--json']);
    const { score } = JSON.parse(stdout);
    expect(score.value).toBeCloseTo(golden.metrics[metric]?.score as number, 6);
    expect(score.error).toBeCloseTo(golden.metrics[metric]?.error as number, 6);
  });
});
