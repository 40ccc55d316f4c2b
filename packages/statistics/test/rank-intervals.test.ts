import { readFileSync } from 'node:fs';
import {
  jointReplicates,
  type RankBands,
  rankBands,
  rankIntervals,
  tiedWithBest,
} from '@ventral/statistics';
import { describe, expect, it } from 'vitest';
import { openRandomStream } from '../src/random-stream.ts';
import { simulate } from './simulated-models.ts';

const refuses = (code: string) => expect.objectContaining({ code });

/** The method as it is written, every pair in every draw. */
function bruteForce(estimates: readonly number[], replicates: readonly number[][]): RankBands {
  const models = estimates.map((_, model) => model);
  const draws = replicates[0]!.length;
  const centred = replicates.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / draws;
    return row.map((value) => value - mean);
  });
  const errors = models.map((a) =>
    models.map((b) =>
      Math.sqrt(
        centred[a]!.reduce((sum, value, draw) => sum + (value - centred[b]![draw]!) ** 2, 0) /
          (draws - 1),
      ),
    ),
  );
  const error = (a: number, b: number) => errors[a]![b]!;
  const stepDown = (start: readonly (readonly [number, number])[]) => {
    let pairs = start;
    for (;;) {
      const largest = centred[0]!.map((_, draw) =>
        pairs.reduce((most, [a, b]) => {
          const difference = Math.abs(centred[a]![draw]! - centred[b]![draw]!);
          return Math.max(most, difference / error(a, b));
        }, 0),
      );
      const critical = largest.toSorted((a, b) => a - b)[Math.ceil(0.95 * (draws + 1)) - 1]!;
      const left = pairs.filter(
        ([a, b]) => Math.abs(estimates[a]! - estimates[b]!) / error(a, b) <= critical,
      );
      if (left.length === pairs.length || left.length === 0) return left;
      pairs = left;
    }
  };
  const bound = (model: number, left: readonly (readonly [number, number])[]) => {
    const open = new Set(left.filter((pair) => pair.includes(model)).flat());
    const found = models.filter((other) => other !== model && !open.has(other));
    const above = found.filter((other) => estimates[other]! > estimates[model]!).length;
    return [1 + above, models.length - (found.length - above)] as const;
  };
  const all = models.flatMap((a) => models.slice(a + 1).map((b) => [a, b] as const));
  const simultaneous = stepDown(all);
  return {
    marginal: models.map((model) =>
      bound(model, stepDown(all.filter((pair) => pair.includes(model)))),
    ),
    simultaneous: models.map((model) => bound(model, simultaneous)),
  };
}

describe('rankBands', () => {
  const groups = Array.from({ length: 20 }, (_, model) => 3 * Math.floor(model / 4));

  it('finds, looking at few pairs, what looking at all of them finds', () => {
    const random = openRandomStream(1);
    for (const truth of [groups, groups.map(() => 0), groups.map((_, model) => model ** 2 / 20)]) {
      for (const correlation of [0, 0.8]) {
        const { estimates, replicates } = simulate(random, truth, { correlation, draws: 99 });
        // One much like another, and some much less certain than others.
        replicates[3] = replicates[2]!.map((value) => value + 0.01 * random.normal());
        for (const model of [7, 8, 9]) {
          replicates[model] = replicates[model]!.map((value) => 4 * value);
        }
        expect(rankBands(estimates, { replicates })).toEqual(bruteForce(estimates, replicates));
      }
    }
  });

  it('is narrower with stepdown, and exact for more models than one group of equal uncertainty holds', () => {
    const random = openRandomStream(2);
    const truth = Array.from({ length: 300 }, (_, model) => model / 30);
    const { estimates, replicates } = simulate(random, truth, { correlation: 0.5, draws: 39 });
    const { marginal, simultaneous } = rankBands(estimates, { replicates }, { stepdown: false });
    const narrower = rankBands(estimates, { replicates });
    expect(narrower).toEqual(bruteForce(estimates, replicates));
    const check = (wide: RankBands['marginal'], narrow: RankBands['marginal']) => {
      wide.forEach(([lowest, highest], model) => {
        expect(narrow[model]![0]).toBeGreaterThanOrEqual(lowest);
        expect(narrow[model]![1]).toBeLessThanOrEqual(highest);
      });
    };
    check(marginal, narrower.marginal);
    check(simultaneous, narrower.simultaneous);
    check(simultaneous, marginal);
  });

  it('does not depend on the order of models, nor on which end is the better', () => {
    const { estimates, replicates } = simulate(openRandomStream(3), groups, {
      correlation: 0.8,
      draws: 199,
    });
    const bands = rankBands(estimates, { replicates });
    const reversed = rankBands(estimates.toReversed(), { replicates: replicates.toReversed() });
    expect(reversed.marginal).toEqual(bands.marginal.toReversed());
    expect(reversed.simultaneous).toEqual(bands.simultaneous.toReversed());
    const lower = rankBands(estimates, { replicates }, { better: 'lower' });
    expect(lower.marginal).toEqual(bands.marginal.map(([low, high]) => [21 - high, 21 - low]));
    expect(rankIntervals(estimates, { replicates })).toEqual(bands.marginal);
    expect(rankIntervals(estimates, { replicates }, { simultaneous: true })).toEqual(
      bands.simultaneous,
    );
  });

  it('keeps a tie a tie, rounded or not, and tells apart what never varies', () => {
    const row = [0.1, 0.3, 0.2, 0.25, 0.15];
    const rounded = row.map((value) => value + 1e-9);
    const tie = rankBands([0.2, 0.2, 0.2 + 1e-9], { replicates: [row, row, rounded] });
    expect(tie.simultaneous).toEqual([
      [1, 3],
      [1, 3],
      [1, 3],
    ]);
    expect(tie.marginal).toEqual(tie.simultaneous);
    const sure = rankBands([2, 1, 1], { covariance: [0, 0, 0].map(() => [0, 0, 0]) });
    expect(sure.simultaneous).toEqual([
      [1, 1],
      [2, 3],
      [2, 3],
    ]);
    const shifted = rankBands([0.2, 0.7], { replicates: [row, row] });
    expect(shifted.marginal).toEqual([
      [2, 2],
      [1, 1],
    ]);
  });

  it('takes a covariance for the replicates that have it', () => {
    const size = groups.map((_, model) => model);
    const covariance = size.map((a) => size.map((b) => (a === b ? 1 : 0.8)));
    const { estimates, replicates } = simulate(openRandomStream(4), groups, {
      correlation: 0.8,
      draws: 2000,
    });
    const bands = rankBands(estimates, { replicates });
    rankBands(estimates, { covariance }).marginal.forEach(([lowest, highest], model) => {
      expect(Math.abs(lowest - bands.marginal[model]![0])).toBeLessThanOrEqual(1);
      expect(Math.abs(highest - bands.marginal[model]![1])).toBeLessThanOrEqual(1);
    });
  });

  it('leaves out replicates that a model lacks, and refuses where most are lacking', () => {
    const { estimates, replicates } = simulate(openRandomStream(5), [0, 0, 9], {
      correlation: 0,
      draws: 40,
    });
    const gaps = replicates.map((row, model) =>
      row.map((value, draw) => (model === 1 && draw < 5 ? Number.NaN : value)),
    );
    expect(rankBands(estimates, { replicates: gaps })).toEqual(
      rankBands(estimates, { replicates: replicates.map((row) => row.slice(5)) }),
    );
    const empty = replicates.map((row, model) => (model === 1 ? row.map(() => Number.NaN) : row));
    expect(() => rankBands(estimates, { replicates: empty })).toThrow(/model 1 lacks 40/);
    expect(() => rankBands(estimates, { replicates: empty })).toThrow(refuses('RESPONSES_INVALID'));
  });

  it('takes no model, and one', () => {
    expect(rankBands([], { replicates: [] })).toEqual({ marginal: [], simultaneous: [] });
    expect(rankBands([1], { replicates: [[1]] }).marginal).toEqual([[1, 1]]);
  });

  it('refuses what does not belong together', () => {
    const replicates = [
      [1, 2, 3],
      [3, 2, 1],
    ];
    expect(() => rankBands([1, Number.NaN], { replicates })).toThrow(refuses('RESPONSES_INVALID'));
    expect(() => rankBands([1, 2, 3], { replicates })).toThrow(refuses('SHAPE_MISMATCH'));
    expect(() => rankBands([1, 2], { covariance: replicates })).toThrow(refuses('SHAPE_MISMATCH'));
    expect(() => rankBands([1, 2], { replicates }, { level: 1 })).toThrow(
      refuses('OPTION_INVALID'),
    );
    for (const covariance of [
      [
        [1, 0],
        [0.5, 1],
      ],
      [
        [1, 2],
        [2, 1],
      ],
      [
        [1, Number.NaN],
        [Number.NaN, 1],
      ],
    ]) {
      expect(() => rankBands([1, 2], { covariance })).toThrow(refuses('RESPONSES_INVALID'));
    }
  });
});

describe('tiedWithBest', () => {
  it('names the models whose rank may be 1', () => {
    expect(
      tiedWithBest([
        [2, 3],
        [1, 3],
        [1, 1],
      ]),
    ).toEqual([1, 2]);
    expect(tiedWithBest([])).toEqual([]);
  });
});

describe('jointReplicates', () => {
  it('adds deviations along axes that were drawn apart', () => {
    const replicates = { stimuli: [0.5, 0.75], neuroids: [0.25, 1], all: [9, 9] };
    expect(jointReplicates([{ value: 0.5, replicates }])).toEqual([Float64Array.of(0.25, 1.25)]);
  });
});

describe('the package', () => {
  it('can be imported by a web page: nothing of Node, and few packages', () => {
    const imported = new Set<string>();
    const visit = (url: URL) => {
      for (const [, from] of readFileSync(url, 'utf8').matchAll(/from '([^']+)'/g)) {
        if (!from!.startsWith('.')) imported.add(from!);
        else visit(new URL(from!, url));
      }
    };
    visit(new URL('../src/index.ts', import.meta.url));
    expect([...imported].sort()).toEqual([
      '@ventral/errors',
      'pure-rand/generator/xoroshiro128plus',
    ]);
  });
});
