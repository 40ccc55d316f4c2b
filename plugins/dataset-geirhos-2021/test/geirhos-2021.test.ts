import { coordinate } from '@ventral/arrays';
import { geirhos2021 } from '@ventral/dataset-geirhos-2021';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

describeReference('the experiments', 'data/geirhos2021-model-vs-human/raw-data', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  const load = (part: string) => geirhos2021.load(context, part);

  it.each([
    ['edge', 160, 10],
    ['sketch', 800, 7],
    ['cue-conflict', 1280, 10],
    ['false-colour', 1120, 4],
    ['uniform-noise', 1280, 4],
  ])('of %s are %i images that each of %i people saw once', async (part, images, people) => {
    const { stimuli, trials } = await load(part);
    expect(trials.shape).toEqual([images * people]);
    expect(stimuli.id).toBe(`Geirhos2021.${part}`);
    expect(stimuli.degrees).toBe(3);
    const ids = stimuli.stimuli.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(images);
    const subjects = coordinate(trials, 'subject');
    const seen = coordinate(trials, 'stimulus_id').map((id, row) => `${subjects[row]} ${id}`);
    expect(new Set(seen).size).toBe(images * people);
    const truths = new Map(ids.map((id, row) => [id, stimuli.columns?.truth?.[row]]));
    expect(coordinate(trials, 'stimulus_id').map((id) => truths.get(`${id}`))).toEqual(
      coordinate(trials, 'truth'),
    );
    expect(new Set(truths.values()).size).toBe(16);
  });

  it('have a texture where shape and texture conflict, and nowhere else', async () => {
    for (const part of ['edge', 'sketch', 'stylized', 'colour']) {
      const { stimuli, trials } = await load(part);
      expect(trials.coords.texture).toBeUndefined();
      expect(Object.keys(stimuli.columns ?? {})).toEqual(['condition', 'truth']);
    }
    const { stimuli } = await load('cue-conflict');
    const row = stimuli.stimuli.findIndex(({ id }) => id === 'elephant4-boat3.png');
    expect(stimuli.columns?.truth?.[row]).toBe('elephant');
    expect(stimuli.columns?.texture?.[row]).toBe('boat');
  });

  it('have people of their own, whatever the tables call them', async () => {
    const [colour, contrast] = await Promise.all(
      ['colour', 'contrast'].map(
        async (part) => new Set(coordinate((await load(part)).trials, 'subject')),
      ),
    );
    expect([...colour!].sort()).toEqual([1, 2, 3, 4].map((nth) => `colour subject-0${nth}`));
    expect([...contrast!].filter((name) => colour!.has(name))).toEqual([]);
  });

  it('have digests that tell their stimuli apart', async () => {
    const digests = await Promise.all(
      ['edge', 'silhouette'].map(async (part) => (await load(part)).stimuli.digest),
    );
    expect(new Set(digests).size).toBe(2);
  });
});
