import { readFileSync } from 'node:fs';
import { type Assembly, createAssembly, decodeNpy, featureMatrix } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import { linearPearsonr, ridgePearsonr } from '@ventral/metric-linear-predictivity';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

interface GoldenText {
  readonly stimuli: readonly { readonly story: number; readonly passage: number }[];
  readonly layers: Readonly<
    Record<
      string,
      Readonly<
        Record<
          'linear_shuffle' | 'ridge_group',
          {
            readonly score: number;
            readonly median_per_split: readonly number[];
            readonly r: readonly (readonly number[])[];
            readonly alpha_per_split: readonly number[] | null;
          }
        >
      >
    >
  >;
}

const read = (name: string) => readFileSync(referencePath('golden/human/language', name));

/** Passages are counted within their stories. */
function recordingsOf(
  values: Float64Array,
  stimuli: readonly { readonly story: number; readonly passage: number }[],
): Assembly {
  const along = (labels: readonly (string | number)[]) => ({
    dim: 'presentation',
    values: labels,
  });
  const width = values.length / stimuli.length;
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [stimuli.length, width],
    values,
    coords: {
      stimulus_id: along(stimuli.map((_, row) => `s${row}`)),
      story: along(stimuli.map(({ story }) => story)),
      passage: along(stimuli.map(({ story, passage }) => `${story}.${passage}`)),
      neuroid_id: { dim: 'neuroid', values: Array.from({ length: width }, (_, voxel) => voxel) },
    },
  });
}

/** The made voxels, and the features of a block, `stimuli x 64`. */
function readGolden(block: number) {
  const { stimuli, layers } = JSON.parse(read('linear.json').toString()) as GoldenText;
  const voxels = Float64Array.from(decodeNpy(read('linear_voxels.npy')).values, Number);
  const { shape, values } = decodeNpy(read('linear_features.npy'));
  const size = values.length / shape[0]!;
  return {
    golden: layers[`block.${block}`]!,
    recordings: recordingsOf(voxels, stimuli),
    source: featureMatrix(
      Float64Array.from(values.subarray(block * size, (block + 1) * size), Number),
      stimuli.map((_, row) => `s${row}`),
    ),
  };
}

describeReference('responses to passages', 'golden/human/language/linear.json', () => {
  it.each([0, 1, 2, 3, 4])('block %i predicts as by scikit-learn', async (block) => {
    const { golden, recordings, source } = readGolden(block);
    const byLeast = await linearPearsonr.compare(source, recordings, {}, createRunContext());
    const context = createRunContext({ seed: 1234 });
    const byRidge = await ridgePearsonr.compare(source, recordings, { texts: 'story' }, context);
    for (const [score, { score: value, median_per_split, r }] of [
      [byLeast, golden.linear_shuffle],
      [byRidge, golden.ridge_group],
    ] as const) {
      expect(Math.abs(score.value - value)).toBeLessThan(1e-6);
      for (const [split, median] of median_per_split.entries()) {
        expect(Math.abs(score.raw.perSplit![split]! - median)).toBeLessThan(1e-6);
      }
      for (const [voxel, mean] of score.raw.perNeuroid!.entries()) {
        const expected = r.reduce((sum, split) => sum + split[voxel]!, 0) / r.length;
        expect(Math.abs(mean! - expected)).toBeLessThan(1e-6);
      }
    }
    const chosen = golden.ridge_group.alpha_per_split!.join(', ');
    expect(byRidge.notes).toEqual([`The penalties (alpha) chosen in the splits are ${chosen}.`]);
  });

  it('gives the published folds under the seed of the run, and says what leaks where texts are divided', async () => {
    const { golden, recordings, source } = readGolden(0);
    const context = createRunContext();
    const options = { texts: 'story', seedOffset: 1233 };
    const score = await ridgePearsonr.compare(source, recordings, options, context);
    expect(Math.abs(score.value - golden.ridge_group.score)).toBeLessThan(1e-6);
    const divided = { texts: 'passage', apart: false };
    const leaking = await linearPearsonr.compare(source, recordings, divided, context);
    expect(Math.abs(leaking.value - golden.linear_shuffle.score)).toBeLessThan(1e-6);
    expect(leaking.notes).toEqual([
      expect.stringMatching(/^100 % of the stimuli tested on share their passage with/),
    ]);
  });
});

describe('texts that cannot be kept apart', () => {
  const stimuli = Array.from({ length: 12 }, (_, row) => ({ story: row % 3, passage: row % 6 }));
  const values = Float64Array.from({ length: 12 }, (_, row) => Math.sin(row * row));
  const recordings = recordingsOf(values, stimuli);
  const features = featureMatrix(
    values,
    stimuli.map((_, row) => `s${row}`),
  );

  it.each([
    [{ texts: 'story' }, '3 groups cannot be split into 10 folds'],
    [{ texts: 'chapter', splits: 2 }, "Texts cannot be told by 'chapter'"],
    [{ texts: 'stimulus_id', splits: 12 }, "A fold by 'stimulus_id' leaves 11 stimuli"],
  ])('%o', async (options, message) => {
    await expect(
      linearPearsonr.compare(features, recordings, options, createRunContext()),
    ).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
    });
  });
});
