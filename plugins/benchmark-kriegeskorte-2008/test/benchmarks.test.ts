import { featureMatrix } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-kriegeskorte-2008';
import type { Benchmark, Candidate } from '@ventral/core';
import { kriegeskorte2008 } from '@ventral/dataset-kriegeskorte-2008';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { benchmarks } = plugin;
const benchmarkOf = (measurement: string) =>
  benchmarks.find(({ id }) => id === `Kriegeskorte2008.${measurement}-rdm`) as Benchmark;

describe('the benchmarks', () => {
  it.each([
    ['macaque-IT', 'macaque', 'IT'],
    ['human-IT', 'human', 'IT'],
    ['judgements', 'human', 'behavior'],
  ])('of %s are of %s %s', (measurement, species, region) => {
    const { files, metric, ...benchmark } = benchmarkOf(measurement);
    expect(benchmark).toMatchObject({ species, region, scoreVersion: 1 });
    expect(metric?.id).toBe('rdm');
    expect(files).toEqual(kriegeskorte2008.filesOf(measurement));
  });
});

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);

describeReference('on the 92 objects', 'data/kriegeskorte2008-92-images', () => {
  const context = {
    ...createRunContext({ mirrors: [referencePath('data')], offline: true }),
    // Seconds of resampling, of which no test here asks.
    withUncertainty: false,
  };

  /**
   * A layer whose patterns correlate as those that gave rise to the dissimilarities: rows of a
   * root of the similarities, which Cholesky's method finds, less their means.
   */
  async function macaqueIt(): Promise<Candidate> {
    const { recordings } = await kriegeskorte2008.load(context, 'macaque-IT');
    const root = rootOf(recordings.values.map((distance) => 1 - distance));
    return {
      id: 'macaque-IT',
      record: async ({ stimuli }) =>
        featureMatrix(
          root,
          stimuli.map(({ id }) => id),
        ),
    };
  }

  it('give macaque IT itself nearly 1, without a ceiling', async () => {
    const score = await benchmarkOf('macaque-IT').score(await macaqueIt(), context);
    expect(score.value).toBeGreaterThan(0.999);
    expect(score).not.toHaveProperty('ceiling');
    expect(score).not.toHaveProperty('notes');
  });

  // From SciPy's loadmat and spearmanr.
  it.each([
    ['human-IT', 4, 0.2963244469957095, 0.041826635523333225, 0.6606844084712746, '0.379'],
    ['judgements', 16, 0.27139764859414706, 0.020197809101671495, 0.5751184041603764, '0.478'],
  ])(
    'relate macaque IT to %s, stating both bounds of the ceiling',
    async (measurement, subjects, value, error, upper, lower) => {
      const score = await benchmarkOf(measurement).score(await macaqueIt(), context);
      expect(score.value).toBeCloseTo(value, 6);
      expect(score.spread).toBeCloseTo(error, 6);
      expect(score.ceiling).toBeCloseTo(upper, 9);
      expect(score.notes).toEqual([expect.stringContaining(`correlate by ${lower}.`)]);
      expect(score.ceilingConvention).toBe('raw');
      expect(Object.keys(score.raw.perSubject ?? {})).toHaveLength(subjects);
    },
  );
});

/**
 * Vectors, one a row, whose pairwise inner products are the given ones; they are set off from their
 * negatives, `[v, -v]`, so that their means are 0 and inner products are correlations.
 */
function rootOf(products: ArrayLike<number>): Float64Array {
  const size = Math.sqrt(products.length);
  const rows = new Float64Array(size * 2 * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = products[row * size + column] as number;
      for (let before = 0; before < column; before++) {
        rest -=
          (rows[row * 2 * size + before] as number) * (rows[column * 2 * size + before] as number);
      }
      const diagonal = rows[column * 2 * size + column] as number;
      const value = row === column ? Math.sqrt(rest) : rest / diagonal;
      rows[row * 2 * size + column] = value;
      rows[row * 2 * size + size + column] = -value;
    }
  }
  return rows;
}
