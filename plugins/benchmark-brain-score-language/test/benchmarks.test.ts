import { createAssembly, featureMatrix, type TextSpan } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-brain-score-language';
import { textStimuli } from '@ventral/brainio';
import { type Candidate, defineDataset, type NeuralData } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { linearPearsonrCeiling, ridgePearsonr } from '@ventral/metric-linear-predictivity';
import { makeFolder, openBucket, writeNetcdf } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { readPublishedCeiling } from '../src/published-ceilings.ts';

const { benchmarks, languageBenchmark, subjectCeiling } = plugin;
const count = 60;
const wave = (row: number, column: number) => Math.sin((row + 1) * (column + 2) * 1.7);

/** Six texts of ten sentences; four people with two voxels each that follow three waves, with some noise. */
function recordings() {
  const rows = Array.from({ length: count }, (_, row) => row);
  const along = (dim: string, values: readonly (string | number)[]) => ({ dim, values });
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [count, 8],
    values: Float64Array.from({ length: 8 * count }, (_, cell) => {
      const [row, voxel] = [Math.floor(cell / 8), cell % 8];
      return (
        wave(row, voxel % 3) + wave(row, (voxel + 1) % 3) + 0.5 * wave(row * 7 + 3, voxel + 11)
      );
    }),
    coords: {
      stimulus_id: along(
        'presentation',
        rows.map((row) => `s${row}`),
      ),
      stimulus: along(
        'presentation',
        rows.map((row) => `Sentence ${row}.`),
      ),
      story: along(
        'presentation',
        rows.map((row) => `t${Math.floor(row / 10)}`),
      ),
      neuroid_id: along('neuroid', rows.slice(0, 8)),
      subject: along(
        'neuroid',
        rows.slice(0, 8).map((voxel) => `p${voxel >> 1}`),
      ),
    },
  });
}

const dataset = defineDataset({
  ...{ id: 'Made', title: 'Made', species: 'human', modality: 'fMRI', stimuli: 'text' },
  regions: ['language_system'],
  files: {},
  async load(): Promise<NeuralData<TextSpan>> {
    const recorded = recordings();
    return { stimuli: textStimuli(recorded, { id: 'Made', text: 'story' }), recordings: recorded };
  },
});
const made = { id: 'Made', title: 'Made', dataset, texts: 'story', folds: 6 };

/** Says the first waves of each stimulus. */
const candidate = (waves: number): Candidate => ({
  id: 'waves',
  async record({ stimuli }) {
    const ids = stimuli.map(({ id }) => id);
    const values = ids.flatMap((id) =>
      Array.from({ length: waves }, (_, column) => wave(Number(id.slice(1)), column)),
    );
    return featureMatrix(Float64Array.from(values), ids);
  },
});

describe('a benchmark of language', () => {
  it('divides by the ceiling of subjects, and is cut at 1', async () => {
    const context = createRunContext();
    const benchmark = languageBenchmark('ridge', { ...made, ceiling: subjectCeiling('ridge') });
    expect(benchmark).toMatchObject({
      id: 'Made-ridge',
      stimuli: 'text',
      region: 'language_system',
    });
    const score = await benchmark.score(candidate(3), context);
    const options = { texts: 'story', splits: 6, seedOffset: 1233 };
    const source = await candidate(3).record((await dataset.load(context)).stimuli, '');
    const raw = await ridgePearsonr.compare(source, recordings(), options, context);
    expect(score.raw.value).toBe(raw.value);
    expect(score.ceilingConvention).toBe('r/c');
    expect(score.value).toBeCloseTo(raw.value / score.ceiling!, 12);
    const low = languageBenchmark('ridge', { ...made, ceiling: async () => ({ value: 0.1 }) });
    const cut = await low.score(candidate(3), context);
    expect(cut.raw.value).toBe(raw.value);
    expect(cut.value).toBe(1);
    expect(cut.notes).toContainEqual(expect.stringMatching(/^The value is cut at 1: /));
  });

  it('says how much leaks where stimuli are drawn at random', async () => {
    const context = createRunContext();
    const benchmark = languageBenchmark('linear', { ...made, ceiling: subjectCeiling('linear') });
    const score = await benchmark.score(candidate(1), context);
    const ceiling = await linearPearsonrCeiling.compare(undefined, recordings(), {}, context);
    expect(score.ceiling).toBe(ceiling.value);
    expect(score.notes).toContainEqual(
      expect.stringMatching(/^100 % of the stimuli tested on share/),
    );
  });
});

it('reads published ceilings, of which some neuroids have none', async () => {
  await using folder = await makeFolder({});
  await writeNetcdf(`${folder.path}/ceiling_raw_Made.nc`, {
    dims: { neuroid: 4 },
    variables: {
      data: { dims: ['neuroid'], values: Float64Array.of(0.3, Number.NaN, 0.5, 0.34) },
      neuroid_id: { dims: ['neuroid'], values: Int32Array.of(1, 2, 3, 4) },
    },
  });
  await using bucket = await openBucket(folder.path);
  const cacheFolder = `${folder.path}/cache`;
  const context = createRunContext({ cacheFolder, mirrors: [], offline: false });
  const ceiling = await readPublishedCeiling(bucket.pin('ceiling_raw_Made.nc'), context);
  expect(ceiling.value).toBe(0.34);
  expect(ceiling.notes![0]).toContain('median of 3');
});

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);
