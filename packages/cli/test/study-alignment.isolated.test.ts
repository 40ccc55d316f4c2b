import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from '@ventral/images';
import {
  type AlignmentStudy,
  openProject,
  parseAlignmentStudy,
  parseTrainingRecord,
} from '@ventral/scoring';
import { madeImage } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyProject } from './project-copy.ts';
import { temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

const plugin = {
  ...{ kind: 'dataset', id: 'Gratings', export: 'gratings', scoreVersion: 1 },
  title: 'Simulated responses to gratings',
};
const home = temporaryFolder();
const data = join(home, 'data');
const output = join(home, 'study');
let folder: string;

const argsFor = (to: string, ...more: readonly string[]) => [
  ...['study', 'alignment', 'resnet-8', '--data', data, '--output', to, '--cache', home],
  ...['--epochs', '2', '--width', '4', '--image-size', '8', '--batch-size', '8'],
  ...['--learning-rate', '0.02', '--recordings', 'Gratings', '--layer', 'stage1.block1', ...more],
];
const studyIn = (of: string): AlignmentStudy => {
  const path = join(of, 'alignment.json');
  return parseAlignmentStudy(JSON.parse(readFileSync(path, 'utf8')), path);
};
const run = (args: readonly string[]) => runHere(args, { folder });

beforeAll(async () => {
  // The data set of the project's benchmarks, as one of its plugins.
  folder = copyProject({
    'index.js': [
      ['const gratings = defineDataset', 'export const gratings = defineDataset'],
      ["regions: ['V4']", "regions: ['V4', 'IT']"],
      [
        'load: async () => ({ stimuli: stimulusSet(60), recordings: recordings(60) }),',
        `load: async () => ({
          stimuli: stimulusSet(60),
          region: async (name) => ({
            recordings: recordings(60, (value, image) => (name === 'V4' ? value : value + image)),
          }),
        }),`,
      ],
    ],
    'package.json': [[/"plugins": \[/, `"plugins": [${JSON.stringify(plugin)},`]],
  });
  for (const part of ['train', 'test']) {
    for (const name of ['one', 'two']) {
      mkdirSync(join(data, part, name), { recursive: true });
      for (let index = 0; index < 8; index++) {
        const image = madeImage(index + (name === 'two' ? 100 : 0), 8, 8);
        writeFileSync(join(data, part, name, `${index}.png`), await encodePng(image));
      }
    }
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a study of alignment', () => {
  const plot = join(home, 'study.svg');
  const region = ['--region', 'V4', '--control-region', 'IT'];
  const asked = [...region, '--seeds', '1,2', '--benchmarks', 'Gratings.V4.asked-pls'];
  let said: string;
  let study: AlignmentStudy;

  beforeAll(async () => {
    const args = argsFor(output, '--weights', '0.5,1', ...asked, '--plot', plot);
    const outcome = await run(args);
    expect(outcome.code, outcome.stderr).toBe(0);
    said = outcome.stdout;
    study = studyIn(output);
  }, 120_000);

  test('trains by every weight and seed, and three controls at the largest weight', () => {
    const made = study.networks.map(({ towards, weight, seed }) => [towards, weight, seed]);
    const ofSeed = (seed: number) => [
      ...['recordings', 'recordings', 'none', 'shuffled', 'region'].map((towards, index) => [
        ...[towards, [0.5, 1, 0, 1, 1][index], seed],
      ]),
    ];
    expect(made).toEqual([...ofSeed(1), ...ofSeed(2)]);
    const hashes = new Set(study.networks.map(({ model }) => model.sha256));
    expect(hashes.size).toBe(10);
    for (const network of study.networks) {
      expect(network.heldOut).toMatchObject({ stimuli: 12, sites: 3 });
      expect(network.accuracy).toBeGreaterThanOrEqual(0);
      expect(network.records.map(({ benchmark }) => benchmark.id)).toEqual([
        'Gratings.V4.asked-pls',
      ]);
      expect(network.records[0]?.model).toMatchObject({
        id: network.folder,
        layer: 'stage1.block1',
      });
    }
  });

  test('holds the same stimuli and sites out of all networks of a seed', () => {
    for (const { folder: name, seed } of study.networks) {
      const path = join(output, name, 'training.json');
      const { settings, data: used } = parseTrainingRecord(
        JSON.parse(readFileSync(path, 'utf8')),
        path,
      );
      if (name.startsWith('weight-0-')) expect(settings.recorded).toBeNull();
      else {
        expect(settings.recorded).toMatchObject({ stimulusShare: 0.8, siteShare: 0.5 });
        expect(used.recordings).toMatchObject({ id: 'Gratings', images: 48 });
      }
      expect(name.endsWith(`-seed-${seed}`)).toBe(true);
    }
  });

  test('has means and paired differences with intervals by Student t', () => {
    const of = (towards: string, weight: number) =>
      study.networks
        .filter((one) => one.towards === towards && one.weight === weight)
        .map(({ heldOut }) => heldOut.similarity);
    const gains = of('recordings', 1).map((value, index) => value - of('shuffled', 1)[index]!);
    const [a, b] = gains as [number, number];
    const found = study.differences.find(
      ({ measure, weight, control }) =>
        measure === 'similarity' && weight === 1 && control === 'shuffled',
    );
    expect(found?.difference).toBeCloseTo((a + b) / 2, 12);
    // Of two values: 12.7062 times half of what sets them apart.
    const half = (12.706204736 * Math.abs(a - b)) / 2;
    expect(found?.interval?.[1]).toBeCloseTo((a + b) / 2 + half, 6);
    expect(found?.interval?.[0]).toBeCloseTo((a + b) / 2 - half, 6);
    const controls = study.differences
      .filter(({ measure, weight }) => measure === 'accuracy' && weight === 0.5)
      .map(({ control }) => control);
    expect(controls).toEqual(['none']);
  });

  test('is shown as a table and a figure', () => {
    for (const text of [
      'no objective',
      'weight 0.5',
      'weight 1, shuffled',
      'weight 1, IT',
      'weight 1 - IT',
      '3 held-out sites over 12 held-out stimuli',
      'Gratings.V4.asked-pls',
    ]) {
      expect(said).toContain(text);
    }
    const svg = readFileSync(plot, 'utf8');
    for (const text of ['Weight of the objective', 'Held-out similarity (CKA)', 'shuffled']) {
      expect(svg).toContain(text);
    }
  });

  test('goes on with what is there: nothing is made twice, and a weight is added', async () => {
    const before = studyIn(output);
    const outcome = await run(argsFor(output, '--weights', '0.25,1', ...asked));
    expect(outcome.code, outcome.stderr).toBe(0);
    const after = studyIn(output);
    expect(after.networks).toHaveLength(12);
    expect(after.networks.slice(0, 10)).toEqual(before.networks);
    expect(after.networks.slice(10).map(({ weight }) => weight)).toEqual([0.25, 0.25]);
  });

  test('refuses to mix with other settings in one folder', async () => {
    const before = readFileSync(join(output, 'alignment.json'), 'utf8');
    const args = argsFor(output, '--weights', '1', ...asked, '--sites', '0.4');
    const { code, stderr } = await run(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(/OPTION_INVALID.*is a study with siteShare 0.5/s);
    expect(readFileSync(join(output, 'alignment.json'), 'utf8')).toBe(before);
  });
});

test('an interrupted study of alignment goes on to the numbers of one that was not', async () => {
  const [interrupted, whole] = [temporaryFolder(), temporaryFolder()];
  const project = await openProject(folder, { cacheFolder: home, offline: true });
  const request = {
    ...{ network: 'resnet-8', data, epochs: 2, width: 4, imageSize: 8, batchSize: 8 },
    ...{ recordings: 'Gratings', region: 'V4', layer: 'stage1.block1', objective: 'cka' as const },
    ...{ weights: [1], seeds: [3], learningRate: { rate: 0.02 } },
  };
  const expected = await project.studyAlignment({ ...request, output: whole });
  const interruption = new AbortController();
  const stopped = project.studyAlignment(
    { ...request, output: interrupted },
    { signal: interruption.signal, onNetwork: () => interruption.abort() },
  );
  await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(studyIn(interrupted).networks).toEqual(expected.networks.slice(0, 1));
  const seen: number[] = [];
  const settings = { onNetwork: (_: unknown, done: number) => seen.push(done) };
  const again = await project.studyAlignment({ ...request, output: interrupted }, settings);
  expect(seen).toEqual([1, 2, 3]);
  expect(again).toEqual(expected);
  expect(studyIn(interrupted)).toEqual(expected);
}, 120_000);

test('a weight at which training diverges ends the study, which keeps what it has', async () => {
  const to = temporaryFolder();
  const common = ['--region', 'V4', '--seeds', '1'];
  const { code, stderr } = await run(argsFor(to, ...common, '--weights', '0.5,1e30'));
  expect(code).toBe(1);
  expect(stderr).toMatch(/TRAINING_DIVERGED/);
  const weights = () => studyIn(to).networks.map(({ weight }) => weight);
  expect(weights()).toEqual([0.5]);
  const again = await run(argsFor(to, ...common, '--weights', '0.5'));
  expect(again.code, again.stderr).toBe(0);
  expect(weights()).toEqual([0.5, 0, 0.5]);
}, 120_000);

describe('a study of alignment says before it trains', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['that too little is held out', ['--stimuli', '0.97'], /2 stimuli and 3 sites are held out/],
    ['that too little is learnt from', ['--sites', '0.05'], /0 sites are left to learn from/],
    ['that a region is unknown', ['--control-region', 'V9'], /Gratings has no recordings of 'V9'/],
    ['that a benchmark is unknown', ['--benchmarks', 'Nothing'], /PLUGIN_NOT_FOUND/],
    ['that a layer is unknown', ['--layer', 'feature'], /LAYER_NOT_FOUND.*'feature'/s],
  ])('%s', async (_, more, message) => {
    const to = temporaryFolder();
    const args = argsFor(to, '--region', 'V4', '--weights', '1', '--seeds', '1', ...more);
    const { code, stderr } = await run(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(() => studyIn(to)).toThrow(/ENOENT/);
  });
});
