import { featureMatrix } from '@ventral/arrays';
import type { MetricContext, Score } from '@ventral/core';
import * as plugin from '@ventral/metric-odd-one-out';
import { mean, RandomState, standardDeviation } from '@ventral/numerics';
import { measuredUncertainty } from '@ventral/testing';
import { checkManifest, checkMetric } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { predictChoices } from '../src/predicted-choices.ts';
import { type MadeTrial, madeJudgements } from './made-judgements.ts';

const { oddOneOut, oddOneOutCeiling, oddOneOutLogLikelihood } = plugin;
const context: MetricContext = {
  seed: 1,
  signal: new AbortController().signal,
  report: () => {},
};

interface Extras {
  readonly accuracy: number;
  readonly accuracyOverTriplets: number;
  readonly meanLogProbability: number;
  readonly meanProbability: number;
  readonly ties: number;
}
const extrasOf = ({ extras, metric }: Score) => extras?.[metric?.id ?? ''] as unknown as Extras;

/** So many objects with features drawn at random, and triplets of them that people judge by `skill`. */
function drawExperiment(random: RandomState, { triplets = 40, people = 10, skill = 0.8 } = {}) {
  const [count, width] = [30, 4];
  const objects = Array.from({ length: count }, (_, index) => `object${index}`);
  const values = Float64Array.from({ length: count * width }, () => random.standardNormal());
  const dot = (a: number, b: number) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += values[a * width + k]! * values[b * width + k]!;
    return sum;
  };
  const pick = (below: number) => Math.floor(random.randomSample() * below);
  const trials: MadeTrial[] = [];
  for (let triplet = 0; triplet < triplets; triplet++) {
    const shown = new Set<number>();
    while (shown.size < 3) shown.add(pick(count));
    const [a, b, c] = [...shown] as [number, number, number];
    const similarities = [dot(b, c), dot(a, c), dot(a, b)];
    const odd = similarities.indexOf(Math.max(...similarities)) + 1;
    for (let person = 0; person < people; person++) {
      const choice = random.randomSample() < skill ? odd : 1 + pick(3);
      trials.push([objects[a]!, objects[b]!, objects[c]!, choice, `person${person}`]);
    }
  }
  return { source: featureMatrix(values, objects), target: madeJudgements(trials) };
}

const random = new RandomState(5);
const related = drawExperiment(random);
const identical = drawExperiment(random, { skill: 1 });

checkManifest(plugin);
checkMetric(oddOneOut, { examples: { related, identical } });
checkMetric(oddOneOutCeiling, {
  examples: {
    related: { source: undefined, target: related.target },
    identical: { source: undefined, target: identical.target },
  },
});
// Far apart, the right one is certain.
const far = {
  ...identical.source,
  readColumns: async (start: number, end: number) =>
    (await identical.source.readColumns(start, end)).map((value) => 1e4 * value),
};
checkMetric(oddOneOutLogLikelihood, {
  examples: { related, identical: { source: far, target: identical.target } },
  best: 0,
});

// Of a and b the features are alike, c is apart by its direction, d only by its length.
const objects = ['a', 'b', 'c', 'd'];
const source = featureMatrix(Float64Array.of(1, 0, 1, 0.5, 0, 1, 8, 1), objects);

describe('the odd one', () => {
  const predicted = async (similarity: 'dot' | 'cosine' | 'euclidean', trial: MadeTrial) =>
    extrasOf(await oddOneOut.compare(source, madeJudgements([trial]), { similarity }, context))
      .accuracy;

  it('is the object without which the others are most alike', async () => {
    // Dot products: a b 1, a c 0, b c 0.5.
    expect(await predicted('dot', ['a', 'b', 'c', 3, 'p'])).toBe(1);
    expect(await predicted('dot', ['c', 'a', 'b', 1, 'p'])).toBe(1);
    expect(await predicted('dot', ['a', 'b', 'c', 1, 'p'])).toBe(0);
  });

  it('is by length as well for dot products and distances, and not for cosines', async () => {
    // a d and b d: dots 8 and 8.5; cosines 0.99 and 0.94, of a b 0.89; distances about 7, of a b 0.5.
    expect(await predicted('dot', ['a', 'b', 'd', 1, 'p'])).toBe(1);
    expect(await predicted('cosine', ['a', 'b', 'd', 2, 'p'])).toBe(1);
    expect(await predicted('euclidean', ['a', 'b', 'd', 3, 'p'])).toBe(1);
  });

  it('is shared where pairs are equally alike', async () => {
    const same = featureMatrix(new Float64Array(6).fill(2), ['a', 'b', 'c']);
    const target = madeJudgements([
      ['a', 'b', 'c', 2, 'p'],
      ['c', 'b', 'a', 2, 'q'],
    ]);
    const score = await oddOneOut.compare(same, target, {}, context);
    expect(score.value).toBeCloseTo(0, 12);
    expect(extrasOf(score)).toMatchObject({ ties: 1 });
    expect(score.notes?.[0]).toContain('33.3 % of 2 choices are predicted');
    expect(score.notes?.[1]).toContain('1 of 1 triplets');
  });

  it('is chosen by softmax over the temperature', () => {
    const { logProbabilities, shares } = predictChoices(Float64Array.of(1, 3, 2), 2);
    const parts = [Math.exp(0.5), Math.exp(1.5), Math.exp(1)];
    const total = parts[0]! + parts[1]! + parts[2]!;
    for (const [object, part] of parts.entries()) {
      expect(logProbabilities[object]).toBeCloseTo(Math.log(part / total), 12);
    }
    expect([...shares]).toEqual([0, 1, 0]);
  });

  it('is as likely as chance at a high temperature, with the same accuracy', async () => {
    const { source: features, target } = related;
    const hot = await oddOneOutLogLikelihood.compare(
      features,
      target,
      { temperature: 1e9 },
      context,
    );
    const cold = await oddOneOut.compare(features, target, {}, context);
    expect(hot.value).toBeCloseTo(-Math.log(3), 6);
    expect(extrasOf(hot).accuracy).toBe(extrasOf(cold).accuracy);
  });

  it('is the same when features are read in blocks', async () => {
    const width = 600_000;
    const wide = {
      stimulusIds: ['a', 'b', 'c', 'd'],
      featureCount: 4 * width,
      readColumns: async (start: number, end: number) =>
        Float32Array.from({ length: 4 * (end - start) }, (_, cell) => {
          const [row, column] = [Math.floor(cell / (end - start)), start + (cell % (end - start))];
          // The last feature decides; the others are 0.
          return column === 4 * width - 1 ? [3, 0, 3, 1][row]! : 0;
        }),
    };
    const target = madeJudgements([
      ['a', 'b', 'c', 2, 'p'],
      ['a', 'b', 'd', 2, 'p'],
    ]);
    const { value } = await oddOneOut.compare(
      wide,
      target,
      {},
      { ...context, withUncertainty: false },
    );
    expect(value).toBe(1);
  });
});

describe('what people agree on', () => {
  const answers = (counts: readonly number[], [a, b, c]: readonly [string, string, string]) =>
    counts.flatMap((count, odd) =>
      Array.from(
        { length: count },
        (_, person): MadeTrial => [a, b, c, odd + 1, `p${odd}.${person}`],
      ),
    );

  it('is counted triplet by triplet, whatever order the objects were shown in', async () => {
    const target = madeJudgements([
      ...answers([6, 3, 1], ['a', 'b', 'c']),
      // The same triplet, where b is now the first.
      ...answers([2, 0, 0], ['b', 'c', 'a']),
      ...answers([2, 2, 0], ['a', 'b', 'd']),
    ]);
    const score = await oddOneOutCeiling.compare(undefined, target, {}, context);
    const majority = (6 / 12 + 2 / 4) / 2;
    expect(score.value).toBeCloseTo((majority - 1 / 3) / (2 / 3), 12);
    expect(extrasOf(score)).toMatchObject({
      majorityShare: majority,
      majoritySharePerTrial: 8 / 16,
      // Of a's six answers none ties: 5 others against 5 share it; of the rest none is that of most others.
      leaveOneOut: ((6 * 0.5) / 12 + 0) / 2,
      agreementOfTwo: ((6 * 5 + 5 * 4) / (12 * 11) + (2 + 2) / (4 * 3)) / 2,
    });
    expect(score.notes?.[0]).toContain('50.0 %');
  });

  it('cannot be said of a triplet that was judged once', async () => {
    const target = madeJudgements([['a', 'b', 'c', 1, 'p']]);
    await expect(oddOneOutCeiling.compare(undefined, target, {}, context)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('a, b, c was judged once'),
    });
  });
});

describe('draws', () => {
  it('are of triplets and subjects, around the score', async () => {
    const score = await oddOneOut.compare(related.source, related.target, {}, context);
    const { units, replicates, standardError } = measuredUncertainty(score);
    expect(units).toEqual({ triplets: 40, subjects: 10 });
    expect(Object.keys(replicates)).toEqual(['triplets', 'subjects', 'all']);
    for (const values of Object.values(replicates)) {
      expect(Math.abs(mean(values) - score.value)).toBeLessThan(standardError);
    }
    const ceiling = await oddOneOutCeiling.compare(undefined, related.target, {}, context);
    expect(measuredUncertainty(ceiling).plan).toBe(measuredUncertainty(score).plan);
  });

  it('spread as scores of other experiments do', async () => {
    const draws = new RandomState(11);
    const scores: number[] = [];
    const errors: number[] = [];
    for (let experiment = 0; experiment < 30; experiment++) {
      const made = drawExperiment(draws, { triplets: 100, skill: 0.5 });
      const score = await oddOneOut.compare(made.source, made.target, {}, context);
      scores.push(score.value);
      errors.push(measuredUncertainty(score).standardError);
    }
    // Of 30 experiments a standard deviation is known to an eighth.
    const ratio = mean(errors) / standardDeviation(scores);
    expect(ratio).toBeGreaterThan(0.65);
    expect(ratio).toBeLessThan(1.5);
  });

  it('are of triplets alone where one person judged', async () => {
    const { source: features, target } = drawExperiment(new RandomState(2), { people: 1 });
    const score = await oddOneOut.compare(features, target, {}, context);
    expect(measuredUncertainty(score).units).toEqual({ triplets: 40 });
  });
});

describe('refuses', () => {
  const good: MadeTrial = ['a', 'b', 'c', 1, 'p'];
  const withLast = (value: number) =>
    featureMatrix(Float64Array.of(1, 0, 1, 0.5, 0, value, 8, 1), objects);

  it.each<[string, MadeTrial[], string, string]>([
    ['objects without features', [['a', 'b', 'zebra', 1, 'p']], 'STIMULI_MISMATCH', "'zebra'"],
    ['an object that stands twice', [['a', 'b', 'a', 1, 'p']], 'RESPONSES_INVALID', "'a' twice"],
    [
      'a choice that is none of the three',
      [good, ['a', 'b', 'c', 4, 'p']],
      'RESPONSES_INVALID',
      'choice 4',
    ],
    [
      'a choice that is missing',
      [['a', 'b', 'c', Number.NaN, 'p']],
      'RESPONSES_INVALID',
      'choice NaN',
    ],
    ['half a choice', [['a', 'b', 'c', 1.5, 'p']], 'RESPONSES_INVALID', 'choice 1.5'],
    ['no trials', [], 'RESPONSES_INVALID', 'no trials'],
  ])('%s', async (_, trials, code, message) => {
    await expect(
      oddOneOut.compare(source, madeJudgements(trials), {}, context),
    ).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('features of %s', async (value) => {
    const compared = oddOneOut.compare(withLast(value), madeJudgements([good]), {}, context);
    await expect(compared).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining(`stimulus 'c' is ${value}`),
    });
  });

  it('features whose products are beyond numbers', async () => {
    const huge = featureMatrix(Float64Array.of(1e200, 1e200, 1), ['a', 'b', 'c']);
    await expect(
      oddOneOut.compare(huge, madeJudgements([good]), {}, context),
    ).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('beyond float64'),
    });
  });

  it('cosines of features that are all 0, and no dot products of them', async () => {
    const silent = featureMatrix(Float64Array.of(1, 1, 0), ['a', 'b', 'c']);
    const target = madeJudgements([['a', 'b', 'c', 3, 'p']]);
    await expect(
      oddOneOut.compare(silent, target, { similarity: 'cosine' }, context),
    ).rejects.toMatchObject({ code: 'RESPONSES_INVALID', message: expect.stringContaining("'c'") });
    expect((await oddOneOut.compare(silent, target, {}, context)).value).toBe(1);
  });

  it('a temperature of 0', async () => {
    const compared = oddOneOut.compare(source, madeJudgements([good]), { temperature: 0 }, context);
    await expect(compared).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});
