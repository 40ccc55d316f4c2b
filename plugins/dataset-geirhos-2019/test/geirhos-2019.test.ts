import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assembly, coordinate } from '@ventral/arrays';
import type { RunContext } from '@ventral/core';
import { geirhos2019 } from '@ventral/dataset-geirhos-2019';
import { loadTrials } from '@ventral/geirhos';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset } from '@ventral/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { experimentFiles } from '../src/experiment-files.ts';
import golden from './fixtures/geirhos-2019.json' with { type: 'json' };

let cacheFolder: string;
let context: RunContext;
beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'ventral-geirhos-'));
  context = createRunContext({ cacheFolder, mirrors: [], offline: true });
});
afterAll(() => rm(cacheFolder, { recursive: true, force: true }));

describe('Geirhos2019', () => {
  it('says where a file is that is not at hand', async () => {
    await expect(geirhos2019.load(context, 'edge')).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('raw-data/edge-experiment/edge-experiment_subject-'),
    });
  });
});

describeReference('the experiments', 'data/geirhos2019-texture-vs-shape', () => {
  const withMirror = () => ({ ...context, mirrors: [referencePath('data')] });
  const trialsOf = (part: keyof typeof experimentFiles) =>
    loadTrials(part, experimentFiles[part].trials, withMirror());

  const mirrors = [referencePath('data')];
  checkDataset(geirhos2019, {
    load: { context: createRunContext({ mirrors, offline: true }), part: 'edge' },
  });

  it.each(['edge', 'silhouette'] as const)('of %s are in order', async (part) => {
    const { stimuli, trials } = await geirhos2019.load(withMirror(), part);
    const ids = stimuli.stimuli.map(({ id }) => id);
    expect(stimuli.id).toBe(`Geirhos2019.${part}`);
    expect(stimuli.degrees).toBe(3);
    expect(ids).toHaveLength(160);
    expect(ids.slice(0, 3)).toEqual(['airplane1.png', 'airplane10.png', 'airplane2.png']);
    expect(Object.keys(stimuli.columns ?? {})).toEqual(['truth']);
    expect(stimuli.columns?.truth?.at(-1)).toBe('truck');
    for (const { id, pixelSum } of golden[part].samples) {
      const image = await stimuli.stimuli[ids.indexOf(id)]?.load();
      expect([image?.width, image?.height]).toEqual([224, 224]);
      expect(image?.data.reduce((sum, value) => sum + value, 0)).toBe(pixelSum);
    }
    expectTrials(trials, golden[part]);
    const truthOf = new Map(ids.map((id, row) => [id, stimuli.columns?.truth?.[row]]));
    expect(coordinate(trials, 'stimulus_id').map((id) => truthOf.get(`${id}`))).toEqual(
      coordinate(trials, 'truth'),
    );
    expect(kappaBetweenPeople(trials)).toBeCloseTo(golden[part].kappa, 12);
  });

  it('have trials on conflicting cues', async () => {
    const expected = golden['cue-conflict'];
    const trials = await trialsOf('cue-conflict');
    expectTrials(trials, expected);
    expect(kappaBetweenPeople(trials)).toBeCloseTo(expected.kappa, 12);
    const textures = coordinate(trials, 'texture');
    const count = (name: string) =>
      coordinate(trials, name).filter((label, index) => label === textures[index]).length;
    expect(count('choice')).toBe(expected.textureChoices);
    expect(count('truth')).toBe(expected.textureIsShape);
  });

  it('show each image to each person once', async () => {
    for (const [part, images] of Object.entries({ silhouette: 160, 'cue-conflict': 1280 })) {
      const trials = await trialsOf(part as 'silhouette');
      const subjects = coordinate(trials, 'subject');
      const seen = coordinate(trials, 'stimulus_id').map((id, index) => `${subjects[index]} ${id}`);
      expect(new Set(seen).size).toBe(10 * images);
    }
  });

  it('have digests that tell their stimuli apart', async () => {
    const edge = await geirhos2019.load(withMirror(), 'edge');
    const silhouette = await geirhos2019.load(withMirror(), 'silhouette');
    expect(edge.stimuli.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(edge.stimuli.digest).not.toBe(silhouette.stimuli.digest);
  });

  it('are pinned as the list of the pinned commit says', async () => {
    const path = referencePath('data/geirhos2019-texture-vs-shape/checksums-all.sha256');
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    const pinned = geirhos2019.files.map(({ hash, path }) => `${hash.digest}  ${path}`);
    expect(pinned.sort()).toEqual(lines.sort());
  });
});

function expectTrials(trials: Assembly, expected: (typeof golden)['edge' | 'cue-conflict']): void {
  expect(trials.shape).toEqual([expected.presentations]);
  const correct = Array.from({ length: 10 }, () => 0);
  for (const [index, subject] of coordinate(trials, 'subject').entries()) {
    correct[Number(`${subject}`.slice(-2)) - 1]! += trials.values[index] as number;
  }
  expect(correct).toEqual(expected.correctOfSubjects);
  const choices = coordinate(trials, 'choice');
  expect(choices.filter((choice) => choice === 'na')).toHaveLength(expected.noAnswer);
  expect(new Set(choices).size).toBe(17);
  expect(new Set(coordinate(trials, 'condition'))).toEqual(new Set(['0']));
  const times = coordinate(trials, 'reaction_time') as readonly number[];
  const answered = times.filter((time) => !Number.isNaN(time));
  expect(answered).toHaveLength(expected.presentations - expected.noAnswer);
  const mean = answered.reduce((sum, time) => sum + time, 0) / answered.length;
  expect(mean).toBeCloseTo(expected.meanReactionTime, 12);
}

/** Cohen's kappa of who was correct on which image, averaged over all pairs of people. */
function kappaBetweenPeople(trials: Assembly): number {
  const ids = coordinate(trials, 'stimulus_id');
  const correct = new Map<unknown, Map<unknown, number>>();
  for (const [index, subject] of coordinate(trials, 'subject').entries()) {
    const own = correct.get(subject) ?? new Map();
    correct.set(subject, own.set(ids[index], trials.values[index]));
  }
  const people = [...correct.values()];
  const kappas = people.flatMap((one, index) =>
    people.slice(index + 1).map((other) => {
      const pairs = [...one].map(([id, value]) => [value, other.get(id) as number] as const);
      const share = (test: (pair: readonly [number, number]) => number | boolean) =>
        pairs.reduce((sum, pair) => sum + Number(test(pair)), 0) / pairs.length;
      const [p, q] = [share(([a]) => a), share(([, b]) => b)];
      const byChance = p * q + (1 - p) * (1 - q);
      return (share(([a, b]) => a === b) - byChance) / (1 - byChance);
    }),
  );
  return kappas.reduce((sum, kappa) => sum + kappa, 0) / kappas.length;
}
