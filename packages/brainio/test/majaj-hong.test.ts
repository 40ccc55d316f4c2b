import { type Assembly, averageTimeBins, coordinate, transpose } from '@ventral/arrays';
import { averageRepetition, mergeStimuli, openAssembly, readStimulusSet } from '@ventral/brainio';
import { describeReference } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import {
  coordinatesInOrder,
  type ExpectedLoad,
  type ExpectedRegion,
  expectAverage,
  goldenPath,
  readExpectations,
} from './golden-sets.ts';

interface MajajHong {
  readonly after_load: Readonly<Record<'main' | 'legacy', ExpectedLoad>>;
  readonly presentations_per_image: Readonly<Record<'min' | 'max' | 'total', number>>;
  readonly regions: Readonly<Record<string, ExpectedRegion>>;
}

describeReference('recordings like those of MajajHong2015', 'golden/brainio/majajhong', () => {
  const expected = () => readExpectations<MajajHong>('majajhong');

  const stimuli = () =>
    readStimulusSet(
      goldenPath('majajhong', 'stimulus_test_hvm-public.csv'),
      goldenPath('majajhong', 'stimulus_test_hvm-public.zip'),
      { id: 'test.hvm-public', degrees: 8 },
    );

  async function load(file: string, region?: string): Promise<Assembly> {
    const { read } = await openAssembly(goldenPath('majajhong', file));
    return mergeStimuli(
      await read(region === undefined ? {} : { select: { region } }),
      await stimuli(),
    );
  }

  describe.each([
    ['main', 'assy_test_MajajHong2015_public.nc'],
    ['legacy', 'assy_test_MajajHong2015_public_legacy.nc'],
  ] as const)('%s', (layout, file) => {
    it('are labelled with their stimuli', async () => {
      const assembly = await load(file);
      const { dims, shape, coordinates_in_order, first_values } = expected().after_load[layout];
      expect(assembly.dims).toEqual(dims);
      expect(assembly.shape).toEqual(shape);
      expect(coordinatesInOrder(assembly)).toEqual(coordinates_in_order);
      expect([...assembly.values.slice(0, 5)]).toEqual(first_values);
    });

    it('are repeated as often as stated', async () => {
      const counts = new Map<unknown, number>();
      for (const id of coordinate(await load(file), 'stimulus_id')) {
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      const { min, max, total } = expected().presentations_per_image;
      expect(Math.min(...counts.values())).toBe(min);
      expect(Math.max(...counts.values())).toBe(max);
      expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(total);
    });

    it.each(['V4', 'IT'])('give the averages of %s', async (region) => {
      const recordings = transpose(averageTimeBins(await load(file, region)), [
        'presentation',
        'neuroid',
      ]);
      expectAverage(
        averageRepetition(recordings),
        expected().regions[region] as ExpectedRegion,
        goldenPath('majajhong', `expected_${region}_average.npy`),
      );
    });
  });
});
