import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPlan } from '../src/plan.ts';

function planFile(text: string, name = 'plan.yaml'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'ventral-plan-')), name);
  writeFileSync(path, text);
  return path;
}

describe('a plan', () => {
  const scores = [{ models: ['a', 'b'], benchmarks: 'installed', seeds: [1, 2] }];

  test('is YAML or JSON', async () => {
    const json = planFile(JSON.stringify({ planVersion: 1, scores }), 'plan.json');
    const yaml = planFile(
      'planVersion: 1\nscores:\n- {models: [a, b], benchmarks: installed, seeds: [1, 2]}',
    );
    expect(await readPlan(json)).toEqual({ planVersion: 1, scores });
    expect(await readPlan(yaml)).toEqual({ planVersion: 1, scores });
  });

  test.each<[string, string, RegExp]>([
    ['of no version', 'scores: []', /plan\.planVersion/],
    [
      'of a later version',
      'planVersion: 2\nscores: [{models: [a], benchmarks: [b]}]',
      /planVersion.*1/,
    ],
    ['without scores', 'planVersion: 1\nscores: []', /plan\.scores/],
    [
      'without models',
      'planVersion: 1\nscores: [{benchmarks: [b]}]',
      /plan\.scores\[?\.?0\]?\.models/,
    ],
    [
      'with a field that is unknown',
      'planVersion: 1\nscores: [{models: [a], benchmarks: [b], layer: x}]',
      /layer/,
    ],
    [
      'with a seed that is none',
      'planVersion: 1\nscores: [{models: [a], benchmarks: [b], seeds: [-1]}]',
      /seeds/,
    ],
    [
      'with a time that is none',
      'planVersion: 1\nscores: [{models: [a], benchmarks: [b], time: later}]',
      /time/,
    ],
    ['that is no YAML', 'planVersion: [', /is no plan/],
    ['that is empty', '', /is no plan/],
  ])('%s is refused, with the field', async (_, text, said) => {
    await expect(readPlan(planFile(text))).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringMatching(said),
    });
  });
});
