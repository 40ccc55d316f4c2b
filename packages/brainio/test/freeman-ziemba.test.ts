import {
  type Assembly,
  averageGroups,
  averageTimeBins,
  selectTimeBins,
  type TimeBin,
  transpose,
} from '@ventral/arrays';
import {
  averageRepetition,
  mergeStimuli,
  openAssembly,
  readRegion,
  readStimulusSet,
} from '@ventral/brainio';
import { describeReference } from '@ventral/testing';
import { expect, it } from 'vitest';
import {
  coordinatesInOrder,
  type ExpectedLoad,
  type ExpectedRegion,
  expectAverage,
  goldenPath,
  largestDifference,
  readExpectations,
} from './golden-sets.ts';

interface FreemanZiemba {
  readonly after_load: ExpectedLoad;
  readonly sums: {
    readonly all_spikes: number;
    readonly spikes_per_neuroid_in_file_order: readonly number[];
    readonly spikes_in_bins_50_to_199: number;
  };
  readonly regions: Readonly<Record<string, ExpectedRegion>>;
  readonly mean_over_presentations_in_10ms_bins: {
    readonly neuroid_id: readonly number[];
    readonly values: readonly (readonly number[])[];
  };
}

const set = 'freemanziemba';

function binsOf(start: number, end: number): readonly TimeBin[] {
  return Array.from({ length: end - start }, (_, bin) => [start + bin, start + bin + 1]);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

describeReference(
  'recordings like those of FreemanZiemba2013',
  'golden/brainio/freemanziemba',
  () => {
    const expected = () => readExpectations<FreemanZiemba>(set);
    const path = goldenPath(set, 'assy_test_FreemanZiemba2013_public.nc');
    const open = () => openAssembly(path);

    async function stimulusSet() {
      const name = 'stimulus_test_FreemanZiemba2013_aperture-public';
      return readStimulusSet(goldenPath(set, `${name}.csv`), goldenPath(set, `${name}.zip`), {
        id: 'test.FreemanZiemba2013.aperture-public',
        degrees: 4,
      });
    }

    async function label(assembly: Assembly): Promise<Assembly> {
      return mergeStimuli(assembly, await stimulusSet());
    }

    it('are labelled with their stimuli', async () => {
      const assembly = await label(await (await open()).read());
      const { dims, shape, coordinates_in_order, first_values } = expected().after_load;
      expect(assembly.dims).toEqual(dims);
      expect(assembly.shape).toEqual(shape);
      expect(coordinatesInOrder(assembly)).toEqual(coordinates_in_order);
      expect([...assembly.values.slice(0, 5)]).toEqual(first_values);
    });

    it('hold as many spikes as stated', async () => {
      const { all_spikes, spikes_per_neuroid_in_file_order, spikes_in_bins_50_to_199 } =
        expected().sums;
      const file = await open();
      const { values } = await file.read();
      expect(sum(values)).toBe(all_spikes);
      const each = values.length / spikes_per_neuroid_in_file_order.length;
      expect(
        spikes_per_neuroid_in_file_order.map((_, neuroid) =>
          sum(values.subarray(neuroid * each, (neuroid + 1) * each)),
        ),
      ).toEqual(spikes_per_neuroid_in_file_order);
      const window = binsOf(50, 200);
      const select = { time_bin_start: window.map(([start]) => start) };
      const within = await file.read({ select });
      expect(within.shape).toEqual([12, 180, 150]);
      expect(sum(within.values)).toBe(spikes_in_bins_50_to_199);
      expect(within).toEqual(selectTimeBins(await file.read(), window));
    });

    it('fire over time as stated', async () => {
      const recordings = await (await open()).read();
      const { neuroid_id, values } = expected().mean_over_presentations_in_10ms_bins;
      expect(recordings.coords.neuroid_id?.values).toEqual(neuroid_id);
      const presentations = new Uint8Array(recordings.shape[1] as number);
      for (let bin = 0; bin < 25; bin++) {
        const rates = averageGroups(
          averageTimeBins(selectTimeBins(recordings, binsOf(bin * 10, bin * 10 + 10))),
          'presentation',
          { count: 1, of: presentations },
        );
        const stated = values.map((along) => along[bin] as number);
        expect(largestDifference(rates.values, stated)).toBeLessThan(1e-10);
      }
    });

    it.each(['V1', 'V2'])(
      'give %s in windows of time, which average to the whole',
      async (region) => {
        const windows = Array.from(
          { length: 15 },
          (_, bin) => [50 + 10 * bin, 60 + 10 * bin] as const,
        );
        const stimuli = await stimulusSet();
        const settings = { timeBins: binsOf(50, 200), windows };
        const read = await readRegion(path, stimuli, region, settings);
        const overTime = await read.overTime();
        expect(overTime.map(({ window }) => window)).toEqual(windows);
        for (const which of ['recordings', 'trials'] as const) {
          const whole = read[which];
          const means = Float64Array.from(whole.values, (_, cell) =>
            overTime.reduce((mean, bin) => mean + bin[which].values[cell]! / windows.length, 0),
          );
          expect(overTime[0]?.[which].coords).toEqual(whole.coords);
          expect(largestDifference(means, [...whole.values])).toBeLessThan(1e-6);
        }
      },
    );

    it.each(['V1', 'V2'])('give the averages of %s', async (region) => {
      const select = { region, time_bin_start: binsOf(50, 200).map(([start]) => start) };
      const recordings = await label(await (await open()).read({ select }));
      const rates = transpose(averageTimeBins(recordings), ['presentation', 'neuroid']);
      expectAverage(
        averageRepetition(rates),
        expected().regions[region] as ExpectedRegion,
        goldenPath(set, `expected_${region}_average.npy`),
      );
    });
  },
);
