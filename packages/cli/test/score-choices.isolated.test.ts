import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecord } from '@ventral/scoring';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, test } from 'vitest';
import { temporaryFolder, workspaceFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

describeReference('choices in a .csv', 'data/geirhos2021-model-vs-human/raw-data', () => {
  const folder = temporaryFolder();
  const cache = temporaryFolder();
  const place = {
    folder: workspaceFolder,
    environment: { VENTRAL_MIRROR: referencePath('data'), VENTRAL_CACHE: cache },
  };
  const table = (name: string, lines: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const golden = JSON.parse(
    readFileSync(referencePath('golden/human/behaviour/resnet50-3deg.json'), 'utf8'),
  ) as { readonly choices: readonly (readonly [string, string])[]; readonly top1: number };
  const rows = golden.choices.map(([stimulus, choice]) => `${stimulus},${choice}`);
  const resnet50 = table('resnet50.csv', ['stimulus_id,choice', ...rows]);
  const benchmark = 'Geirhos2021.cue-conflict-accuracy';

  test('are scored where the images are not, leave a record, and are verified', async () => {
    const record = join(folder, 'record.json');
    const scored = await runHere(['score', resnet50, benchmark, '--output', record], place);
    expect([scored.code, scored.stdout]).toEqual([0, expect.stringContaining('0.182')]);
    // The images are not at hand, and nobody needs them.
    expect(scored.stderr).not.toContain('no cache and no mirror');
    const { model, score, data } = parseRecord(JSON.parse(readFileSync(record, 'utf8')));
    expect(model).toMatchObject({ id: 'resnet50.csv', file: { name: 'resnet50.csv' } });
    expect(score.value).toBe(golden.top1);
    expect(data).toHaveLength(10);
    const verified = await runHere(['verify', record, '--model', resnet50], place);
    expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining('equal')]);
    const other = table('other.csv', [
      'stimulus_id,choice',
      ...rows.with(0, 'airplane1-bicycle2.png,airplane'),
    ]);
    expect((await runHere(['verify', record, '--model', other], place)).code).not.toBe(0);
  });

  test('are read as model-vs-human writes them', async () => {
    const theirs = golden.choices.map(
      ([stimulus, choice], trial) => `resnet50,1,${trial + 1},NaN,${choice},cat,0,${stimulus}`,
    );
    const header = 'subj,session,trial,rt,object_response,category,condition,imagename';
    const path = table('theirs.csv', [header, ...theirs]);
    const { stdout } = await runHere(['score', path, benchmark, '--json'], place);
    expect(parseRecord(JSON.parse(stdout)).score.value).toBe(golden.top1);
  });

  test.each([
    ['an unknown stimulus', [...rows, 'zebra1-cat2.png,cat'], "the stimulus 'zebra1-cat2.png'"],
    ['a missing stimulus', rows.slice(1), "the first is 'airplane1-bicycle2.png'"],
    [
      'no category',
      rows.with(0, 'airplane1-bicycle2.png,plane'),
      "is 'plane', which is none of the 16 categories",
    ],
  ])('with %s are refused', async (_, lines, message) => {
    const path = table('spoiled.csv', ['stimulus_id,choice', ...lines]);
    const { code, stderr } = await runHere(['score', path, benchmark], place);
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
  });

  test('have no features, and name their stimuli themselves', async () => {
    const onFeatures = await runHere(['score', resnet50, 'Gratings.V4-pls']);
    expect(onFeatures.code).toBe(1);
    expect(onFeatures.stderr).toContain('resnet50.csv holds choices, no features of V4');
    const named = await runHere(['score', resnet50, benchmark, '--stimulus-ids', resnet50], place);
    expect(named.code).toBe(1);
    expect(named.stderr).toContain('names its stimuli itself');
  });

  test('need the columns stimulus_id and choice', async () => {
    const path = table('columns.csv', ['image,answer', 'a.png,cat']);
    const { code, stderr } = await runHere(['score', path, benchmark], place);
    expect(code).toBe(1);
    expect(stderr).toContain('has no column stimulus_id, choice');
  });
});
