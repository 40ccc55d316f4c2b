import { featureMatrix } from '@ventral/arrays';
import { wikitext2NextWord, wikitext2Perplexity } from '@ventral/benchmark-wikitext-2';
import type { Candidate } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

describeReference('on the articles', 'data/schrimpf2021-neural-nlp-scores/ressources', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  const asked: string[] = [];
  // Expects `the` always, and every word and line end alike.
  const candidate: Candidate = {
    id: 'the',
    record: async ({ stimuli }) =>
      featureMatrix(
        new Float64Array(stimuli.length).fill(Math.log2(33_278)),
        stimuli.map(({ id }) => id),
      ),
    openWordPredictor: async () => ({
      async predict(texts) {
        asked.push(...texts);
        return texts.map(() => 'the');
      },
      async [Symbol.asyncDispose]() {},
    }),
  };

  it('whoever expects all words alike has their number as perplexity', async () => {
    const score = await wikitext2Perplexity.score(candidate, context);
    expect(score.value).toBeCloseTo(33_278, 5);
    expect(score.extras).toMatchObject({ perplexity: { words: 241_211, lineEnds: 4358 } });
    expect(score.uncertainty).toMatchObject({ units: { texts: 60 } });
    expect(score.notes).toEqual([expect.stringContaining('no unknown words')]);
  });

  it('whoever always says the is right as often as it stands there', async () => {
    const score = await wikitext2NextWord.score(candidate, context);
    expect(asked.length).toBe(4824);
    // It is 5.8 % of all words.
    expect(score.value).toBeGreaterThan(0.05);
    expect(score.value).toBeLessThan(0.07);
  });
});
