import { createAssembly, featureMatrix, selectAlong } from '@ventral/arrays';
import type { MetricContext } from '@ventral/core';
import * as plugin from '@ventral/metric-reading';
import { measuredUncertainty } from '@ventral/testing';
import { checkManifest, checkMetric } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import golden from './fixtures/readings.json' with { type: 'json' };
import { type MadeWord, readingsOf, surprisalsOf } from './made-readings.ts';

const { deltaLogLikelihood, pearsonr } = plugin;
const context: MetricContext = {
  seed: 1,
  signal: new AbortController().signal,
  report: () => {},
};
const { words } = golden;
const readings = readingsOf(words);
const surprisals = surprisalsOf(words);
const withReadings = (read: (word: MadeWord, index: number) => number) =>
  readingsOf(words.map((word, index) => ({ ...word, reading: read(word, index) })));

checkManifest(plugin);
checkMetric(pearsonr, {
  examples: {
    related: { source: surprisals, target: readings },
    identical: { source: surprisals, target: withReadings(({ surprisal }) => 200 + surprisal) },
  },
});
checkMetric(deltaLogLikelihood, {
  examples: {
    related: { source: surprisals, target: readings },
    // Surprisal says all but a deviation of 1.
    identical: {
      source: surprisals,
      target: withReadings((_, index) => golden.agreeing.readings[index] as number),
    },
  },
  best: golden.agreeing.value,
});

describe('the correlation with reading', () => {
  it.each(Object.entries(golden.correlations))(
    'of %s words is that of NumPy',
    async (set, expected) => {
      const score = await pearsonr.compare(surprisals, readings, { words: set as 'all' }, context);
      expect(score.value).toBeCloseTo(expected.pearson, 12);
      expect(score.extras?.pearsonr).toEqual({
        words: expected.words,
        pearson: expect.closeTo(expected.pearson, 12),
        spearman: expect.closeTo(expected.spearman, 12),
      });
    },
  );

  it('does not depend on the unit of surprisal', async () => {
    const inNats = surprisalsOf(words, ({ surprisal }) => surprisal * Math.LN2);
    const [bits, nats] = await Promise.all(
      [surprisals, inNats].map((source) => pearsonr.compare(source, readings, {}, context)),
    );
    expect(nats?.value).toBeCloseTo(bits?.value as number, 12);
  });

  it('has a size without sign, and says which sign it had', async () => {
    const negative = surprisalsOf(words, ({ surprisal }) => -surprisal);
    const score = await pearsonr.compare(negative, readings, {}, context);
    const { pearson } = golden.correlations.not_sentence_first;
    expect(score.value).toBeCloseTo(pearson, 12);
    expect(score.extras?.pearsonr?.pearson).toBeCloseTo(-pearson, 12);
    expect(score.notes).toEqual([expect.stringContaining('negative, -0.622')]);
  });

  it('has an interval that reaches below 0 where its sign is uncertain', async () => {
    const unrelated = surprisalsOf(words, (_, index) => (index * 7919) % 101);
    const { uncertainty } = await pearsonr.compare(unrelated, readings, {}, context);
    expect(uncertainty).toMatchObject({ units: { texts: 4 } });
    const { interval } = measuredUncertainty({ uncertainty } as never);
    expect(interval[0]).toBeLessThan(0);
  });

  it('draws whole texts, or sentences', async () => {
    const score = await pearsonr.compare(surprisals, readings, { words: 'all' }, context);
    const { replicates } = measuredUncertainty(score);
    // With four texts drawn from four there are no more than 35 different draws.
    expect(new Set(replicates.texts?.map((one) => one.toFixed(6))).size).toBeLessThanOrEqual(35);
    const ofSentences = await pearsonr.compare(
      surprisals,
      readings,
      { drawn: 'sentences' },
      context,
    );
    const { sentences } = measuredUncertainty(ofSentences).units;
    expect(sentences).toBeGreaterThan(15);
  });
});

describe('the gain in log-likelihood', () => {
  it.each(golden.regressions.map((one) => [Object.values(one.options).join(', '), one] as const))(
    'with %s is that of NumPy',
    async (_, { options, ...expected }) => {
      const score = await deltaLogLikelihood.compare(
        surprisals,
        readings,
        options as Parameters<typeof deltaLogLikelihood.compare>[2],
        context,
      );
      expect(score.value).toBeCloseTo(expected.value, 10);
      expect(score.raw.perSplit).toEqual(expected.perSplit.map((one) => expect.closeTo(one, 10)));
      expect(score.extras?.delta_loglik).toEqual({
        words: expected.words,
        logLikelihood: expect.closeTo(expected.logLikelihood, 10),
        baselineLogLikelihood: expect.closeTo(expected.baselineLogLikelihood, 10),
        gain: expect.closeTo(expected.value * expected.words, 8),
        // Weights are held as float32.
        slopes: expected.slopes.map((one) => expect.closeTo(one, 5)),
      });
    },
  );

  it('is 0 of a surprisal that is the same for all words', async () => {
    const constant = surprisalsOf(words, () => 3);
    const { value } = await deltaLogLikelihood.compare(constant, readings, {}, context);
    expect(value).toBeCloseTo(0, 12);
  });

  it('is drawn again by texts, of which each counts by its words', async () => {
    const score = await deltaLogLikelihood.compare(surprisals, readings, {}, context);
    const { replicates, units } = measuredUncertainty(score);
    expect(units).toEqual({ texts: 4 });
    const perText = score.raw.perSplit as readonly number[];
    // The whole corpus drawn as it is, or one text four times: each is among the draws.
    expect(Math.max(...(replicates.texts ?? []))).toBeCloseTo(Math.max(...perText), 5);
    expect(Math.min(...(replicates.texts ?? []))).toBeCloseTo(Math.min(...perText), 5);
  });

  it.each([
    ['blocks', /running text/],
    ['interleaved', /words beside it/],
    ['none', /fit on themselves/],
  ] as const)('by %s says what it flatters', async (folds, note) => {
    const { notes } = await deltaLogLikelihood.compare(surprisals, readings, { folds }, context);
    expect(notes).toEqual([expect.stringMatching(note)]);
  });

  it('has nothing to say of folds by text', async () => {
    const score = await deltaLogLikelihood.compare(surprisals, readings, {}, context);
    expect(score.notes).toBeUndefined();
  });
});

describe('words without a surprisal', () => {
  const without = surprisalsOf(words, ({ surprisal, place }) =>
    place === 1 ? Number.NaN : surprisal,
  );

  it.each([pearsonr, deltaLogLikelihood])(
    'are refused by $id, and can be left out',
    async (metric) => {
      await expect(metric.compare(without, readings, {}, context)).rejects.toMatchObject({
        code: 'RESPONSES_INVALID',
        message: expect.stringContaining(
          "20 of 160 words have no surprisal (NaN), the first is 'text 0.1'",
        ),
        hint: expect.stringContaining('missing=leave-out'),
      });
      const score = await metric.compare(without, readings, { missing: 'leave-out' }, context);
      expect(score.notes).toEqual([expect.stringContaining('20 of 160 words')]);
    },
  );

  it('take with them the words that they spill over to', async () => {
    const options = { missing: 'leave-out', words: 'all' } as const;
    const counted = async (spillover: number) => {
      const score = await deltaLogLikelihood.compare(
        without,
        readings,
        { ...options, spillover },
        context,
      );
      return score.extras?.delta_loglik?.words as number;
    };
    expect(await counted(1)).toBeLessThan(await counted(0));
  });

  it('make another set of words, which two scores can be told by', async () => {
    const options = { missing: 'leave-out', words: 'all' } as const;
    const [some, all] = await Promise.all(
      [without, surprisals].map((source) => pearsonr.compare(source, readings, options, context)),
    );
    expect(some?.splitsDigest).not.toBe(all?.splitsDigest);
  });
});

describe('what cannot be compared', () => {
  it('is an infinite surprisal', async () => {
    const infinite = surprisalsOf(words, ({ surprisal }, index) =>
      index === 7 ? Infinity : surprisal,
    );
    await expect(
      pearsonr.compare(infinite, readings, { missing: 'leave-out' }, context),
    ).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining("'text 0.8' is Infinity"),
    });
  });

  it('is a layer of several features', async () => {
    const layer = featureMatrix(new Float64Array(2 * words.length), surprisals.stimulusIds);
    await expect(pearsonr.compare(layer, readings, {}, context)).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining('there are 2 of each'),
    });
  });

  it('are surprisals of other units than the words that were read', async () => {
    const pieces = featureMatrix(new Float64Array(words.length + 1), [
      ...surprisals.stimulusIds,
      'text 0.1b',
    ]);
    await expect(pearsonr.compare(pieces, readings, {}, context)).rejects.toMatchObject({
      code: 'STIMULI_MISMATCH',
      message: expect.stringContaining("'text 0.1b'"),
    });
  });

  it('are surprisals of some texts only', async () => {
    const first = words.filter(({ text }) => text === 'text 0');
    await expect(
      deltaLogLikelihood.compare(surprisalsOf(first), readings, {}, context),
    ).rejects.toMatchObject({
      code: 'STIMULI_MISMATCH',
      message: expect.stringContaining('120 of 160 recorded stimuli have no features'),
    });
  });

  it('are several measures at once', async () => {
    const { values, shape, dims, coords } = readings;
    const twice = createAssembly({
      dims,
      shape: [shape[0] as number, 2],
      values: Float64Array.from(
        { length: 2 * values.length },
        (_, cell) => values[cell >> 1] as number,
      ),
      coords: { ...coords, neuroid_id: { dim: 'neuroid', values: ['N400', 'P600'] } },
    });
    await expect(pearsonr.compare(surprisals, twice, {}, context)).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining('N400, P600'),
    });
  });

  it('are words of which a label is missing, or is no number', async () => {
    const { word_length: _, ...others } = readings.coords;
    const unlabelled = createAssembly({ ...readings, coords: others });
    await expect(
      deltaLogLikelihood.compare(surprisals, unlabelled, {}, context),
    ).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      hint: expect.stringContaining("'word_length'"),
    });
    const spelled = createAssembly({
      ...readings,
      coords: { ...others, word_length: { dim: 'presentation', values: words.map(() => 'long') } },
    });
    await expect(
      deltaLogLikelihood.compare(surprisals, spelled, {}, context),
    ).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining("word_length of the word 'text 0.1' is 'long'"),
    });
  });

  it('is one text where texts are held out, or too few words', async () => {
    const text = words.filter(({ text }) => text === 'text 0');
    const options = { words: 'all' } as const;
    await expect(
      deltaLogLikelihood.compare(surprisalsOf(text), readingsOf(text), options, context),
    ).rejects.toMatchObject({ code: 'OPTION_INVALID', hint: expect.stringContaining('blocks') });
    const few = [...words.slice(0, 6), ...words.slice(-6)];
    await expect(
      deltaLogLikelihood.compare(surprisalsOf(few), readingsOf(few), options, context),
    ).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('too few to fit 6 predictors'),
    });
    await expect(
      pearsonr.compare(
        surprisalsOf(few.slice(0, 2)),
        readingsOf(few.slice(0, 2)),
        options,
        context,
      ),
    ).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('2 are left to correlate'),
    });
  });

  it('are texts whose words before were not read', async () => {
    const odd = selectAlong(
      readings,
      'presentation',
      words.flatMap(({ zone }, index) => (zone % 2 === 1 ? [index] : [])),
    );
    const source = surprisalsOf(words.filter(({ zone }) => zone % 2 === 1));
    await expect(deltaLogLikelihood.compare(source, odd, {}, context)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining('None of 80 words'),
    });
  });
});
