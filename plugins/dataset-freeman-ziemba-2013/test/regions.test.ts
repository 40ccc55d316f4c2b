import { readFile } from 'node:fs/promises';
import { type Assembly, coordinate, decodeNpy, type StimulusSet } from '@ventral/arrays';
import { readRegion, readStimulusSet } from '@ventral/brainio';
import { freemanZiemba2013 } from '@ventral/dataset-freeman-ziemba-2013';
import { describeReference, referencePath } from '@ventral/testing';
import { beforeAll, describe, expect, it } from 'vitest';

interface ExpectedRegion {
  readonly average_shape: readonly number[];
  readonly stimulus_id_order: readonly string[];
  readonly neuroid_id_order: readonly number[];
  readonly presentation_coordinates_in_order: readonly string[];
}

const folder = 'golden/brainio/freemanziemba';
const file = referencePath(folder, 'assy_test_FreemanZiemba2013_public.nc');

describeReference('the regions of recordings like those of FreemanZiemba2013', folder, () => {
  let expected: {
    readonly after_load: { readonly shape: readonly number[] };
    readonly sums: { readonly spikes_in_bins_50_to_199: number };
    readonly regions: Readonly<Record<string, ExpectedRegion>>;
  };
  let stimuli: StimulusSet;
  beforeAll(async () => {
    expected = JSON.parse(await readFile(referencePath(folder, 'expected.json'), 'utf8'));
    stimuli = await readStimulusSet(
      referencePath(folder, 'stimulus_test_FreemanZiemba2013_aperture-public.csv'),
      referencePath(folder, 'stimulus_test_FreemanZiemba2013_aperture-public.zip'),
      { id: 'test.FreemanZiemba2013.aperture-public', degrees: 4 },
    );
  });

  describe.each(['V1', 'V2'])('%s', (region) => {
    it('is averaged as by the reference', async () => {
      const stated = expected.regions[region] as ExpectedRegion;
      const { recordings } = await readRegion(file, stimuli, region, freemanZiemba2013);
      expect(recordings.dims).toEqual(['presentation', 'neuroid']);
      expect(recordings.shape).toEqual(stated.average_shape);
      expect(coordinate(recordings, 'stimulus_id')).toEqual(stated.stimulus_id_order);
      expect(coordinate(recordings, 'neuroid_id')).toEqual(stated.neuroid_id_order);
      expect(labelsOf(recordings, 'presentation')).toEqual(
        stated.presentation_coordinates_in_order,
      );
      expect(labelsOf(recordings, 'neuroid')).toEqual(['neuroid_id', 'region']);
      const npy = await readFile(referencePath(folder, `expected_${region}_average.npy`));
      const averages = decodeNpy(npy).values as Float32Array;
      // Those were averaged in single precision.
      for (const [cell, average] of averages.entries()) {
        expect(Math.abs((recordings.values[cell] as number) - average)).toBeLessThan(1e-6);
      }
    });

    it('keeps every presentation, and no other region', async () => {
      const { trials, recordings } = await readRegion(file, stimuli, region, freemanZiemba2013);
      const total = expected.after_load.shape[1] as number;
      expect(trials.shape).toEqual([total, recordings.shape[1]]);
      expect(new Set(coordinate(trials, 'region'))).toEqual(new Set([region]));
      expect(new Set(coordinate(trials, 'repetition')).size).toBe(5);
      expect(coordinate(trials, 'texture_type')).toHaveLength(total);
    });
  });

  it('are rates of the spikes from 50 to 200 ms', async () => {
    let spikes = 0;
    for (const region of ['V1', 'V2']) {
      const { trials } = await readRegion(file, stimuli, region, freemanZiemba2013);
      for (const rate of trials.values) spikes += rate * 150;
    }
    expect(spikes).toBeCloseTo(expected.sums.spikes_in_bins_50_to_199, 8);
  });

  it('are those that were recorded', async () => {
    await expect(readRegion(file, stimuli, 'V4', freemanZiemba2013)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: "Nothing has the region 'V4'.",
      hint: 'It is one of 2: V1, V2.',
    });
  });

  it('are no longer read once that is interrupted', async () => {
    const reading = readRegion(file, stimuli, 'V1', freemanZiemba2013, AbortSignal.abort());
    await expect(reading).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});

function labelsOf({ coords }: Assembly, dim: string): readonly string[] {
  return Object.keys(coords).filter((name) => coords[name]?.dim === dim);
}
