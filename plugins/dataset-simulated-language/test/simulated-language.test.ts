import { coordinate, featureMatrix } from '@ventral/arrays';
import { chooseByAim } from '@ventral/control';
import * as plugin from '@ventral/dataset-simulated-language';
import { createRunContext } from '@ventral/host';
import {
  createMatrix,
  pearsonColumns,
  predictCrossValidatedRidge,
  preparePredictors,
  selectRows,
  shuffleSplit,
} from '@ventral/numerics';
import { meanInterval } from '@ventral/statistics';
import { checkDataset, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { drawSentences, simulatedLanguage } = plugin;
const context = createRunContext();
const region = 'language_system';
const spanOf = (text: string) => ({ text, start: 0, end: text.length });

describe('the simulated region', () => {
  it('was recorded as it responds, with noise', async () => {
    const { stimuli, recordings, trials, truth } = await simulatedLanguage.load(context);
    const spans = await Promise.all(stimuli.stimuli.map((stimulus) => stimulus.load()));
    const asked = await simulatedLanguage.respond(spans, region);
    expect(asked.values).toEqual(truth.responses.values);
    const shape = recordings.shape as [number, number];
    const measured = createMatrix(shape, Float64Array.from(recordings.values));
    // With noise as large as the signal, means of four trials correlate with sqrt(4 / 5) with the truth.
    const correlations = pearsonColumns(measured, createMatrix(shape, truth.responses.values));
    for (const r of correlations) expect(Math.abs(r - Math.sqrt(0.8))).toBeLessThan(0.05);
    expect(coordinate(trials, 'repetition').slice(0, 5)).toEqual([0, 1, 2, 3, 0]);
  });

  it('responds to any text, and in no other region', async () => {
    const texts = ['Nobody knows.', '', '¿Qué?'].map(spanOf);
    const { values } = await simulatedLanguage.respond(texts, region);
    expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    await expect(simulatedLanguage.respond(texts, 'V4')).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining("no region 'V4'"),
    });
  });
});

/** Counts of words: what the region knows of meaning is not in them, but can be fitted. */
function countWords(sentences: readonly string[], vocabulary: readonly string[]): Float64Array {
  const wordsOf = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? [];
  return Float64Array.from(
    sentences.flatMap((text) => {
      const words = wordsOf(text);
      const counts = vocabulary.map((word) => words.filter((one) => one === word).length);
      return [...counts, words.length];
    }),
  );
}

it('is driven and suppressed by sentences that are chosen by what another model predicts', async () => {
  const { stimuli, recordings } = await simulatedLanguage.load(context);
  const spans = await Promise.all(stimuli.stimuli.map((stimulus) => stimulus.load()));
  const recorded = spans.map(({ text }) => text);
  const [rows, width] = recordings.shape as [number, number];
  const chosenOf = { driven: [] as number[], suppressed: [] as number[] };
  for (const seed of [1, 2, 3, 4, 5]) {
    // Sentences that were never recorded, other ones for each seed.
    const known = new Set(recorded);
    const pool = drawSentences(100 + seed, 500).filter((text) => !known.has(text));
    const all = [...recorded, ...pool];
    const vocabulary = [
      ...new Set(
        all
          .join(' ')
          .toLowerCase()
          .match(/[a-z]+/g),
      ),
    ].sort();
    const values = countWords(all, vocabulary);
    const predictors = await preparePredictors(featureMatrix(values, all));
    const [split] = shuffleSplit(rows, { splits: 1, size: { train: 0.8 }, seed });
    const targets = createMatrix([all.length, width]);
    targets.values.set(recordings.values);
    const test = pool.map((_, place) => rows + place);
    const [fit] = await predictCrossValidatedRidge(predictors, targets, [
      { train: split!.train, test },
    ]);
    const truth = await simulatedLanguage.respond(pool.map(spanOf), region);
    const predicted = test.map((_, place) => selectRows(fit!.prediction, [place]).values);
    const candidates = pool.map((_, place) => place);
    for (let site = 0; site < width; site++) {
      const own = candidates.map((place) => truth.values[place * width + site]!);
      const mean = own.reduce((sum, one) => sum + one, 0) / own.length;
      const spread = Math.sqrt(own.reduce((sum, one) => sum + (one - mean) ** 2, 0) / own.length);
      for (const [name, goal] of [
        ['driven', 1],
        ['suppressed', -1],
      ] as const) {
        const goals = Array.from({ length: width }, (_, at) => (at === site ? goal : 0));
        const chosen = chooseByAim('stretch', goals, predicted, candidates, 10);
        const reached = chosen.reduce((sum, place) => sum + own[place]!, 0) / chosen.length;
        // In standard deviations from the mean of the pool, which is what random sentences come to.
        chosenOf[name].push((reached - mean) / spread);
      }
    }
  }
  const bySeed = (values: readonly number[]) =>
    [0, 1, 2, 3, 4].map((seed) => {
      const own = values.slice(seed * width, (seed + 1) * width);
      return own.reduce((sum, one) => sum + one, 0) / own.length;
    });
  const driven = meanInterval(bySeed(chosenOf.driven));
  const suppressed = meanInterval(bySeed(chosenOf.suppressed));
  expect(driven.interval![0]).toBeGreaterThan(1);
  expect(suppressed.interval![1]).toBeLessThan(-0.7);
});

checkManifest(plugin);
checkDataset(simulatedLanguage, { load: { context } });
