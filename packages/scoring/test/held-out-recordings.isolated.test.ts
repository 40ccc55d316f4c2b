import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StimulusSet } from '@ventral/arrays';
import { modelCandidate } from '@ventral/host';
import { RandomState } from '@ventral/numerics';
import { createProjectContext, openProject } from '@ventral/scoring';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heldOutAlignment } from '../src/alignment/held-out-alignment.ts';
import { openModel } from '../src/open-model.ts';
import type { ProjectRun } from '../src/project-run.ts';
import { openRecordedImages, partRecordings } from '../src/training/recorded-images.ts';
import { networkPath, projectFolder, temporaryFolder } from './project-fixture.ts';

const asked = { recordings: 'Gratings', objective: 'cka', layers: ['a'] } as const;
const parts = { ...asked, stimulusShare: 0.75, siteShare: 0.5 };
let folder: string;
/** The network, with what it does to images beside it. */
let described: string;

beforeAll(() => {
  described = join(temporaryFolder(), 'net.onnx');
  cpSync(networkPath, described);
  const use = { modelDescriptionVersion: 1, preprocessing: 'torch' };
  writeFileSync(described.replace('.onnx', '.ventral.json'), JSON.stringify(use));
  // Where the workspace's packages are found; with the data set of its benchmarks as a plugin.
  folder = mkdtempSync(join(import.meta.dirname, '.project-'));
  cpSync(projectFolder, folder, { recursive: true });
  const code = readFileSync(join(folder, 'index.js'), 'utf8');
  writeFileSync(
    join(folder, 'index.js'),
    code.replace('const gratings =', 'export const gratings ='),
  );
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const plugin = { kind: 'dataset', id: 'Gratings', export: 'gratings', scoreVersion: 1 };
  manifest.ventral.plugins.push({ ...plugin, title: 'Gratings' });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function runWithSeed(seed: number): Promise<ProjectRun> {
  const { plugins } = await openProject(folder);
  const settings = { seed, cacheFolder: temporaryFolder(), offline: true };
  return {
    folder,
    plugins,
    program: undefined,
    context: await createProjectContext(folder, settings),
  };
}

describe('parts of recordings', () => {
  it('are learnt from or held out, each once, and the seed says which', async () => {
    const [one, other] = [await runWithSeed(1), await runWithSeed(2)];
    const { learnt, heldOut } = await partRecordings(parts, one);
    expect([learnt.stimuli.length, heldOut.stimuli.length]).toEqual([45, 15]);
    expect([learnt.sites.length, heldOut.sites.length]).toEqual([3, 3]);
    const all = (count: number) => Array.from({ length: count }, (_, index) => index);
    const rising = (of: readonly number[]) => [...of].sort((a, b) => a - b);
    expect(rising([...learnt.stimuli, ...heldOut.stimuli])).toEqual(all(60));
    expect(rising([...learnt.sites, ...heldOut.sites])).toEqual(all(6));
    expect((await partRecordings(parts, one)).heldOut).toEqual(heldOut);
    expect((await partRecordings(parts, other)).heldOut.stimuli).not.toEqual(heldOut.stimuli);
  });

  it('that are learnt from hold no stimulus and no site that is held out, shuffled or not', async () => {
    const run = await runWithSeed(1);
    const { responses, learnt } = await partRecordings(parts, run);
    const [, sites] = responses.shape;
    const rowOf = (stimulus: number) =>
      learnt.sites.map((site) => responses.values[stimulus * sites + site]);
    const expected = learnt.stimuli.map(rowOf);
    for (const shuffled of [false, true]) {
      const seen = await openRecordedImages({ ...parts, shuffled }, run);
      const ids = seen.stimuli.stimuli.map(({ id }) => id);
      expect(ids).toEqual(learnt.stimuli.map((row) => responses.stimulusIds[row]));
      const rows = ids.map((_, row) => [...seen.responses.values.slice(row * 3, row * 3 + 3)]);
      if (!shuffled) expect(rows).toEqual(expected);
      else {
        expect(rows).not.toEqual(expected);
        expect(rows.map(String).sort()).toEqual(expected.map(String).sort());
      }
    }
  });

  it('are all of it where nothing is held out', async () => {
    const run = await runWithSeed(1);
    const { heldOut } = await partRecordings(asked, run);
    expect(heldOut).toEqual({ stimuli: [], sites: [] });
    expect((await openRecordedImages(asked, run)).responses.shape).toEqual([60, 6]);
  });
});

describe('what is held out', () => {
  /** The responses of a layer, `stimuli x features`, and its name. */
  async function featuresOf(stimuli: StimulusSet, run: ProjectRun) {
    await using opened = await openModel(
      networkPath,
      { preprocessing: 'torch' },
      run.plugins,
      run.context,
    );
    const { model, open } = opened;
    const layer = open.candidateLayers[0]!;
    const candidate = modelCandidate({ model, open, layers: layer }, run.context);
    const features = await candidate.record(stimuli, layer);
    const values = await features.readColumns(0, features.featureCount);
    return { layer, count: features.featureCount, values: Float64Array.from(values) };
  }

  it('is as similar as the alignment of its columns, whatever is learnt from', async () => {
    const run = await runWithSeed(1);
    const parted = await partRecordings(parts, run);
    const { stimuli, responses, heldOut } = parted;
    const { layer, count, values } = await featuresOf(stimuli, run);
    const column = (of: Float64Array, width: number, at: number) => {
      const found = heldOut.stimuli.map((row) => of[row * width + at]!);
      const mean = found.reduce((sum, one) => sum + one, 0) / found.length;
      return found.map((one) => one - mean);
    };
    const x = Array.from({ length: count }, (_, at) => column(values, count, at));
    const y = heldOut.sites.map((at) => column(responses.values, 6, at));
    // |Y'X|^2 in Frobenius norms, as Kornblith et al. (2019) write it.
    const norm = (a: number[][], b: number[][]) => {
      const products = a.flatMap((one) =>
        b.map((two) => one.reduce((sum, value, at) => sum + value * two[at]!, 0)),
      );
      return products.reduce((sum, product) => sum + product ** 2, 0);
    };
    const expected = norm(x, y) / Math.sqrt(norm(x, x) * norm(y, y));
    const found = await heldOutAlignment(described, layer, parted, run);
    expect(found).toMatchObject({ stimuli: 15, sites: 3 });
    expect(found.similarity).toBeCloseTo(expected, 6);
    expect(found.predictivity).toBeGreaterThan(0);
  });

  it('is the same and foretold where the sites are the layer itself, and not where images are exchanged', async () => {
    const run = await runWithSeed(1);
    const parted = await partRecordings(parts, run);
    const { layer, count, values } = await featuresOf(parted.stimuli, run);
    const sites = Array.from({ length: count }, (_, at) => at);
    const asSites = (own: Float64Array) => ({
      ...parted,
      responses: { ...parted.responses, shape: [60, count] as const, values: own },
      heldOut: { ...parted.heldOut, sites },
    });
    const same = await heldOutAlignment(described, layer, asSites(values), run);
    expect(same.similarity).toBeCloseTo(1, 6);
    expect(same.predictivity).toBeGreaterThan(0.9);
    const order = new RandomState(5).permutation(60);
    const exchanged = new Float64Array(values.length);
    for (const [place, row] of order.entries()) {
      exchanged.set(values.subarray(row * count, (row + 1) * count), place * count);
    }
    const other = await heldOutAlignment(described, layer, asSites(exchanged), run);
    expect(other.similarity).toBeLessThan(0.8);
    expect(other.predictivity).toBeLessThan(0.5);
  });
});
