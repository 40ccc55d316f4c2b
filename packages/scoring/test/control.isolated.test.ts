import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isVentralError } from '@ventral/errors';
import { encodePng } from '@ventral/images';
import {
  type ClosedLoopRecord,
  type ControlRecord,
  type ControlRequest,
  type MadeImage,
  parseControlRecord,
} from '@ventral/scoring';
import { madeImage } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { abortWhen, networkPath, openFixture, temporaryFolder } from './project-fixture.ts';

const asked = { model: networkPath, preprocessing: 'torch', layer: 'relu2', steps: 30 };

async function control(request: Partial<ControlRequest> = {}, images: MadeImage[] = []) {
  const project = await openFixture();
  return project.control(
    { ...asked, benchmark: 'Gratings.V4.asked-pls', ...request },
    { onImages: (_, made) => images.push(...made) },
  );
}

describe('a control of simulated units', () => {
  it('says what images do, as the units do it, beside controls', async () => {
    const images: MadeImage[] = [];
    const record = await control({ sites: ['unit1', 'unit4'], choose: 3, queries: 20 }, images);
    expect(parseControlRecord(JSON.parse(JSON.stringify(record)), 'control.json')).toEqual(record);
    expect(record).toMatchObject({ aim: 'stretch', mapping: 'ridge', isComplete: true });
    expect(record.fittedOn + record.heldOut).toBe(60);
    expect(images.map(({ name }) => name)).toEqual(['unit1-0.png', 'unit4-0.png']);
    for (const [site, target] of record.targets.entries()) {
      expect(target.name).toBe(record.sites[site]!.id);
      expect(target.chosen).toHaveLength(3);
      const [made] = target.synthesized;
      const { data } = images[site]!.image;
      const angle = ([1, 4][site]! / 6) * Math.PI;
      let product = 0;
      for (let at = 0; at < data.length; at++) {
        const [x, y] = [Math.floor(at / 3) % 32, Math.floor(at / 96)];
        const wave = Math.sin((x * Math.cos(angle) + y * Math.sin(angle)) * 0.8);
        product += (data[at]! - 128) * (Math.trunc(128 + 100 * wave) - 128);
      }
      expect(made!.true![site]).toBeCloseTo(5 + (4 * Math.abs(product)) / (32 * 32 * 3 * 5000), 4);
      expect(target.queries!.best.value).toBeGreaterThan(target.queries!.mean);
      expect(target.natural.count).toBe(60);
      expect(target.natural.best.value).toBeGreaterThanOrEqual(target.chosen[0]!.value!);
    }
    expect(record.summary['best natural']!.targets).toBe(2);
    const rates = record.targets.map(
      ({ synthesized, queries }, site) => synthesized[0]!.true![site]! / queries!.best.true![site]!,
    );
    const factor = record.summary['factor over best query']!;
    expect(factor.mean).toBeCloseTo(Math.sqrt(rates[0]! * rates[1]!), 8);
    expect(factor.interval![0]).toBeLessThanOrEqual(factor.mean);
  });

  it('raises what is predicted far beyond all images there are', async () => {
    const record = await control({ images: 2 });
    for (const { chosen, synthesized } of record.targets) {
      expect(synthesized).toHaveLength(2);
      for (const made of synthesized) {
        expect(made.predictedValue).toBeGreaterThan(chosen[0]!.predictedValue);
      }
    }
  });

  it('makes one unit stand out as predicted, and comes near a pattern', async () => {
    const one = await control({ aim: 'one-hot' });
    expect(one.sites).toHaveLength(6);
    expect(one.summary['synthesized, as predicted']!.mean).toBeGreaterThan(0.9);
    expect(one.summary['mean natural']!.mean).toBeLessThan(0.5);
    const pattern = await control({ aim: 'pattern', patterns: 2, steps: 150 });
    expect(pattern.targets).toHaveLength(2);
    for (const { name, chosen, natural } of pattern.targets) {
      // A stimulus is no control of its own pattern.
      expect(chosen.map(({ stimulus }) => stimulus)).not.toContain(name);
      expect(natural).toMatchObject({ count: 59 });
      expect(natural.best.stimulus).not.toBe(name);
    }
    const { mean } = pattern.summary['synthesized, as predicted']!;
    expect(mean).toBeLessThan(pattern.summary['mean natural']!.mean);
  });

  it('is the same by the same seed, and by any regression finds the same targets', async () => {
    const request = { sites: ['unit2'], steps: 3 };
    expect(await control(request)).toEqual(await control(request));
    const pls = await control({ ...request, mapping: 'pls' });
    expect(pls).toMatchObject({ mapping: 'pls', targets: [{ name: 'unit2' }] });
  });

  it('chooses from a pool of other images', async () => {
    const pool = temporaryFolder();
    mkdirSync(join(pool, 'made'));
    for (const seed of [1, 2, 3]) {
      writeFileSync(join(pool, 'made', `${seed}.png`), await encodePng(madeImage(seed, 32, 32)));
    }
    const record = await control({ pool, sites: ['unit3'], steps: 1 });
    const [{ chosen }] = record.targets as [ControlRecord['targets'][0]];
    expect(chosen.map(({ stimulus }) => stimulus).sort()).toEqual([
      'made/1.png',
      'made/2.png',
      'made/3.png',
    ]);
    expect(chosen.every((one) => one.true !== undefined && one.recorded === undefined)).toBe(true);
  });

  it('has handed over what was made when it is interrupted', async () => {
    const project = await openFixture();
    const records: ControlRecord[] = [];
    const when = abortWhen(({ task, done }) => task === 'Making images' && done >= 5 * 2);
    const running = project.control(
      { ...asked, benchmark: 'Gratings.V4.asked-pls', aim: 'one-hot', images: 8, steps: 5 },
      { ...when, onImages: (record) => records.push(record) },
    );
    await expect(running).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(records).toHaveLength(2);
    expect(records.at(-1)).toMatchObject({ isComplete: false });
    expect(records.at(-1)!.targets).toHaveLength(2);
  });

  it('of recordings that are not simulated says what was recorded of the images shown', async () => {
    const record = await control({ benchmark: 'Gratings.V4-pls', steps: 2 });
    expect(record.targets[0]!.queries).toBeUndefined();
    expect(record.targets[0]!.synthesized[0]).not.toHaveProperty('true');
    expect(record.targets[0]!.chosen[0]!.recorded).toHaveLength(5);
    expect(record.summary).not.toHaveProperty('synthesized');
    expect(record.summary.chosen!.mean).toBeGreaterThan(record.summary['mean natural']!.mean);
  });
});

describe('a control that cannot be had', () => {
  const emptyPool = () => temporaryFolder();
  it.each<[string, () => Partial<ControlRequest>, string, RegExp]>([
    ['an unknown site', () => ({ sites: ['unit9'] }), 'OPTION_INVALID', /no site 'unit9' among 6/],
    [
      'a site that never responds',
      () => ({ sites: ['unit4'], benchmark: 'Gratings.V4.silent-pls' }),
      'OPTION_INVALID',
      /'unit4' cannot be predicted/,
    ],
    [
      'recordings of other images',
      () => ({ benchmark: 'Gratings.V4.strange-pls' }),
      'STIMULI_MISMATCH',
      /60 of 60 recorded stimuli have no features/,
    ],
    ['an empty pool', () => ({ pool: emptyPool() }), 'OPTION_INVALID', /is empty/],
    [
      'a population of one',
      () => ({ aim: 'one-hot', sites: ['unit1'] }),
      'OPTION_INVALID',
      /no population/,
    ],
    ['an unknown layer', () => ({ layer: 'relu7' }), 'LAYER_NOT_FOUND', /relu7/],
    ['pixels that are shifted too far', () => ({ jitter: 32 }), 'OPTION_INVALID', /jitter 32/],
    ['no steps', () => ({ steps: 0 }), 'OPTION_INVALID', /steps/],
    ['an unknown benchmark', () => ({ benchmark: 'Gratings' }), 'PLUGIN_NOT_FOUND', /Gratings/],
  ])('is refused: %s', async (_, request, code, message) => {
    const error = await control(request()).catch((caught: unknown) => caught);
    expect(isVentralError(error) && [error.code, error.message]).toEqual([
      code,
      expect.stringMatching(message),
    ]);
  });
});

it.each<[what: string, pool: () => string, code: string]>([
  ['is missing', () => join(temporaryFolder(), 'nothing'), 'FILE_UNREADABLE'],
  ['is empty', temporaryFolder, 'OPTION_INVALID'],
])('a pool that %s is refused before anything is recorded', async (_, pool, code) => {
  const project = await openFixture();
  const tasks: string[] = [];
  const onProgress = ({ task }: { readonly task: string }) => tasks.push(task);
  const request = { ...asked, benchmark: 'Gratings.V4.asked-pls', pool: pool() };
  await expect(project.control(request, { onProgress })).rejects.toMatchObject({ code });
  expect(tasks).toEqual([]);
});

describe('a closed loop over recordings', () => {
  const request = {
    ...{ model: networkPath, preprocessing: 'torch', layer: 'relu2' },
    ...{ benchmark: 'Gratings.V4-pls', rounds: 2, each: 5, initial: 12, seeds: 3 },
  };

  it('has a curve of chosen and of random stimuli for each seed', async () => {
    const grown: ClosedLoopRecord[] = [];
    const project = await openFixture();
    const record = await project.closeLoop(request, { onSeed: (one) => grown.push(one) });
    expect(record).toMatchObject({ strategy: 'error-reduction', against: 'recordings', sites: 6 });
    expect(record.runs.map(({ seed }) => seed)).toEqual([1, 2, 3]);
    for (const { chosen, random } of record.runs) {
      expect(chosen.map(({ stimuli }) => stimuli)).toEqual([12, 17, 22]);
      expect(random[0]).toEqual(chosen[0]);
    }
    expect(grown.map(({ runs }) => runs.length)).toEqual([1, 2, 3]);
    expect(grown.at(-1)).toEqual(record);
  });

  it('is refused where there are too few stimuli', async () => {
    const project = await openFixture();
    await expect(project.closeLoop({ ...request, rounds: 9 })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('9 rounds of 5 stimuli cannot be chosen'),
    });
  });
});
