import { readFileSync } from 'node:fs';
import type { Assembly } from '@ventral/arrays';
import type { NeuralData } from '@ventral/core';
import { zhangDesimone2011 } from '@ventral/dataset-zhang-desimone-2011';
import {
  decodeAcrossTime,
  decodeInvariance,
  decodePopulation,
  drawPopulation,
  type Population,
  reliabilityOverTime,
  slideWindows,
  sumWindows,
} from '@ventral/decoding';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { beforeAll, expect, it } from 'vitest';

interface Golden {
  readonly objects: readonly string[];
  readonly positions: readonly string[];
  readonly bin_width: number;
  readonly bin_starts_from_onset: readonly number[];
  readonly folds: number;
  readonly identity: {
    readonly accuracy: readonly number[];
    readonly confusion: readonly number[][][];
  };
  readonly position_invariant: {
    readonly accuracy: readonly number[];
    readonly accuracy_by_test_position: Readonly<Record<string, readonly number[]>>;
  };
  readonly train_one_position_test_one: Readonly<Record<string, readonly number[]>>;
  readonly time_generalisation: { readonly accuracy: readonly (readonly number[])[] };
  readonly reliability: {
    readonly r: readonly (readonly (number | null)[])[];
    readonly median_r: readonly number[];
    readonly median_spearman_brown: readonly number[];
    readonly neurons_with_value: readonly number[];
  };
}

// Ours and an independent implementation, on all neurons and bins. Accuracies are counts of tests: they are printed
// with twelve digits, and have to be equal.
describeReference('macaque IT over time, decoded by others,', 'golden/human/time', () => {
  const golden = JSON.parse(
    readFileSync(referencePath('golden/human/time/zhang-desimone.json'), 'utf8'),
  ) as Golden;
  let counts: Assembly;
  let population: Population;
  beforeAll(async () => {
    const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
    const { recordings } = (await zhangDesimone2011.load(context)) as NeuralData;
    const windows = slideWindows(recordings, { width: golden.bin_width, step: 50 });
    expect(windows.map(({ start }) => start)).toEqual(golden.bin_starts_from_onset);
    counts = sumWindows(recordings, windows);
    population = drawPopulation(counts, { label: 'object_name', position: 'position' });
  });
  const expectEqual = (found: readonly number[], expected: readonly number[] | undefined) => {
    expect(expected).toHaveLength(found.length);
    for (const [bin, share] of found.entries()) expect(share).toBeCloseTo(expected![bin]!, 11);
  };

  it('has as many trials of each object at each position as the neuron with the fewest', () => {
    const { classes, positions, examples, neuroidIds, bins } = population;
    expect([classes, positions]).toEqual([golden.objects, golden.positions]);
    expect([examples, neuroidIds.length, bins]).toEqual([golden.folds, 132, 18]);
  });

  it('tells objects as they do, test by test', async () => {
    const decoded = await decodePopulation(population);
    expectEqual(
      decoded.map(({ accuracy }) => accuracy),
      golden.identity.accuracy,
    );
    expect(decoded.map(({ confusion }) => confusion)).toEqual(golden.identity.confusion);
  });

  it('tells objects at a position that was not learnt at', async () => {
    const { accuracy, byPosition } = await decodeInvariance(population);
    expectEqual(accuracy, golden.position_invariant.accuracy);
    for (const [index, position] of golden.positions.entries()) {
      expectEqual(
        byPosition[index]!.map((one) => one.accuracy),
        golden.position_invariant.accuracy_by_test_position[position],
      );
    }
  });

  it('tells objects at each position as learnt at each other', async () => {
    for (const [from, learnt] of golden.positions.entries()) {
      for (const [to, tested] of golden.positions.entries()) {
        const decoded = await decodePopulation(population, { trainAt: [from], testAt: [to] });
        expectEqual(
          decoded.map(({ accuracy }) => accuracy),
          golden.train_one_position_test_one[`${learnt}->${tested}`],
        );
      }
    }
  });

  it('tells objects at each time as learnt at each other', async () => {
    const shares = await decodeAcrossTime(population);
    for (const [bin, row] of shares.entries()) {
      expectEqual(row, golden.time_generalisation.accuracy[bin]);
    }
  });

  it('is as reliable as they say', () => {
    const { halves, median, corrected, neuroids } = reliabilityOverTime(counts);
    const expected = golden.reliability.r.flat();
    expect(expected).toHaveLength(halves.values.length);
    for (const [cell, r] of halves.values.entries()) {
      const of = expected[cell];
      if (of === null) expect(r).toBeNaN();
      else expect(r).toBeCloseTo(of!, 9);
    }
    for (const [bin, value] of golden.reliability.median_r.entries()) {
      expect(median[bin]).toBeCloseTo(value, 9);
      expect(corrected[bin]).toBeCloseTo(golden.reliability.median_spearman_brown[bin]!, 9);
    }
    expect(neuroids).toEqual(golden.reliability.neurons_with_value);
  });
});
