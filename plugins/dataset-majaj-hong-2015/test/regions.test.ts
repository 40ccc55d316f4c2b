import { readFile } from 'node:fs/promises';
import { type Assembly, coordinate, decodeNpy, type StimulusSet } from '@ventral/arrays';
import { readRegion, readStimulusSet } from '@ventral/brainio';
import { majajHong2015 } from '@ventral/dataset-majaj-hong-2015';
import { describeReference, referencePath } from '@ventral/testing';
import { beforeAll, describe, expect, it } from 'vitest';

interface ExpectedRegion {
  readonly average_shape: readonly number[];
  readonly stimulus_id_order: readonly string[];
  readonly neuroid_id_order: readonly string[];
  readonly presentation_coordinates_in_order: readonly string[];
  readonly legacy_presentation_coordinates_in_order: readonly string[];
}

const folder = 'golden/brainio/majajhong';
const files = {
  main: referencePath(folder, 'assy_test_MajajHong2015_public.nc'),
  legacy: referencePath(folder, 'assy_test_MajajHong2015_public_legacy.nc'),
};

describeReference('the regions of recordings like those of MajajHong2015', folder, () => {
  let expected: {
    readonly presentations_per_image: { readonly total: number };
    readonly regions: Readonly<Record<string, ExpectedRegion>>;
  };
  let stimuli: StimulusSet;
  beforeAll(async () => {
    expected = JSON.parse(await readFile(referencePath(folder, 'expected.json'), 'utf8'));
    stimuli = await readStimulusSet(
      referencePath(folder, 'stimulus_test_hvm-public.csv'),
      referencePath(folder, 'stimulus_test_hvm-public.zip'),
      { id: 'test.hvm-public', degrees: 8 },
    );
  });

  const cases = [
    ['V4', 'main'],
    ['IT', 'main'],
    ['V4', 'legacy'],
    ['IT', 'legacy'],
  ] as const;

  describe.each(cases)('%s, %s layout', (region, layout) => {
    it('is averaged as by the reference', async () => {
      const stated = expected.regions[region] as ExpectedRegion;
      const { recordings } = await readRegion(files[layout], stimuli, region, majajHong2015);
      expect(recordings.dims).toEqual(['presentation', 'neuroid']);
      expect(recordings.shape).toEqual(stated.average_shape);
      expect(coordinate(recordings, 'stimulus_id')).toEqual(stated.stimulus_id_order);
      expect(coordinate(recordings, 'neuroid_id')).toEqual(stated.neuroid_id_order);
      expect(presentationLabels(recordings)).toEqual(
        layout === 'main'
          ? stated.presentation_coordinates_in_order
          : stated.legacy_presentation_coordinates_in_order,
      );
      const npy = await readFile(referencePath(folder, `expected_${region}_average.npy`));
      const averages = decodeNpy(npy).values as Float32Array;
      // Those were averaged in single precision.
      for (const [cell, average] of averages.entries()) {
        expect(Math.abs((recordings.values[cell] as number) - average)).toBeLessThan(1e-6);
      }
    });

    it('keeps every presentation, and no other region', async () => {
      const { trials, recordings } = await readRegion(
        files[layout],
        stimuli,
        region,
        majajHong2015,
      );
      const { total } = expected.presentations_per_image;
      expect(trials.shape).toEqual([total, recordings.shape[1]]);
      expect(new Set(coordinate(trials, 'region'))).toEqual(new Set([region]));
      expect(new Set(coordinate(trials, 'repetition')).size).toBe(8);
      expect(coordinate(trials, 'object_name')).toHaveLength(total);
    });
  });

  it('are those that were recorded', async () => {
    await expect(readRegion(files.main, stimuli, 'V1', majajHong2015)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: "Nothing has the region 'V1'.",
      hint: 'It is one of 2: IT, V4.',
    });
  });

  it('are no longer read once that is interrupted', async () => {
    const reading = readRegion(files.main, stimuli, 'V4', majajHong2015, AbortSignal.abort());
    await expect(reading).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});

function presentationLabels({ coords }: Assembly): readonly string[] {
  return Object.keys(coords).filter((name) => coords[name]?.dim === 'presentation');
}
