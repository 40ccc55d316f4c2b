import { expect, it } from 'vitest';
import type { Maybe, SiteBenchmark } from '../src/site-data.ts';
import {
  defaultWeights,
  kindsOfModels,
  meanOfEachKind,
  weightedMean,
} from '../src/weighted-mean.ts';

function benchmark(
  key: string,
  region: string,
  value: readonly Maybe[],
  half: Maybe,
  stimuli = 'image',
): SiteBenchmark {
  const none = value.map(() => null);
  const ends = (sign: number) =>
    value.map((one) => (one === null || half === null ? null : one + sign * half));
  return {
    ...{ key, id: key, title: key, region, stimuli, species: 'macaque', better: 'higher' },
    ...{ datasets: [], isOwn: true, isDetail: false, notes: [] },
    scores: {
      ...{ value, low: ends(-1), high: ends(1), rank: none, rankLow: none, rankHigh: none },
      ...{ day: none, layer: none, flags: none, device: none, packages: none, marks: none },
    },
  };
}

const benchmarks = [
  benchmark('A.V4', 'V4', [0.4, 0.6], 0.03),
  benchmark('B.V4', 'V4', [0.5, null], 0.04),
  benchmark('A.IT', 'IT', [0.2, 0.3], 0.01),
];

it('counts each region the same to begin with', () => {
  expect(defaultWeights(benchmarks)).toEqual({ 'A.V4': 0.5, 'B.V4': 0.5, 'A.IT': 1 });
});

it('begins without scores that have a unit, are in a mean of their region, or are of no known region', () => {
  const [first, second, third] = benchmarks as [SiteBenchmark, SiteBenchmark, SiteBenchmark];
  const others: readonly SiteBenchmark[] = [
    { ...first, key: 'N', id: 'N', unit: 'nats a word' },
    { ...first, key: 'E', id: 'E', better: 'lower' },
    { ...first, key: 'P', id: 'P', isDetail: true },
    { ...first, key: 'M', id: 'M', region: 'several' },
    { ...first, key: 'U', id: 'U', region: 'unknown' },
    { ...first, key: 'A.V4 (ridge)', isOwn: false },
  ];
  expect(defaultWeights([...others, first, second, third])).toEqual(defaultWeights(benchmarks));
  // What is given a weight counts.
  const { value } = weightedMean([...others, first], { N: 3, 'A.V4': 1 }, 2);
  expect(value).toEqual([0.4, 0.6]);
});

it('has no mean for a model that lacks a score: what is missing is not 0', () => {
  const { value, lacking } = weightedMean(benchmarks, defaultWeights(benchmarks), 2);
  expect(value[0]).toBeCloseTo((0.5 * 0.4 + 0.5 * 0.5 + 0.2) / 2, 12);
  expect(value[1]).toBeNull();
  expect(lacking).toEqual([0, 1]);
});

it('adds the intervals of one data set, and takes others as independent', () => {
  const { low, high, value } = weightedMean(benchmarks, { 'A.V4': 1, 'B.V4': 1, 'A.IT': 1 }, 1);
  expect(high[0]! - value[0]!).toBeCloseTo(Math.hypot(0.03 + 0.01, 0.04) / 3, 12);
  expect(value[0]! - low[0]!).toBeCloseTo(high[0]! - value[0]!, 12);
});

it('has no interval where one of the benchmarks has none', () => {
  const without = [...benchmarks, benchmark('C.IT', 'IT', [0.1, 0.1], null)];
  const { low, value } = weightedMean(without, { 'A.IT': 1, 'C.IT': 1 }, 2);
  expect(value[0]).toBeCloseTo(0.15, 12);
  expect(low[0]).toBeNull();
});

it('takes the mean of each model over the benchmarks of its own kind of stimuli', () => {
  const [first, , last] = benchmarks as [SiteBenchmark, SiteBenchmark, SiteBenchmark];
  const widened = ({ key, region, scores }: SiteBenchmark) =>
    benchmark(key, region, [...scores.value, null, null], 0.01);
  const both = [
    ...[first, last].map(widened),
    benchmark('R.behavior', 'behavior', [null, null, 0.7, null], 0.02, 'text'),
    benchmark('R.V4', 'V4', [null, null, 0.5, null], 0.02, 'text'),
  ];
  expect(kindsOfModels(both, 4)).toEqual(['image', 'image', 'text', undefined]);
  const weights = defaultWeights(both);
  expect(weights).toEqual({ 'A.V4': 1, 'A.IT': 1, 'R.behavior': 1, 'R.V4': 1 });
  const { value, rank, lacking } = meanOfEachKind(both, weights, 4);
  expect(value[0]).toBeCloseTo(0.3, 12);
  expect(value[2]).toBeCloseTo(0.6, 12);
  expect(value[3]).toBeNull();
  expect(rank).toEqual([2, 1, 1, null]);
  expect(lacking.slice(0, 3)).toEqual([0, 0, 0]);
});
