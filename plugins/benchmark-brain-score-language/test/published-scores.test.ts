import { readFileSync } from 'node:fs';
import { pearson } from '@ventral/numerics';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

const file = 'data/schrimpf2021-neural-nlp-scores/precomputed-scores.csv';

/** The best layer of each trained model on each benchmark, as its authors choose it. */
function bestScores(): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const [, ...rows] = readFileSync(referencePath(file), 'utf8').trim().split(/\r?\n/);
  const best = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const [, benchmark = '', model = '', score = ''] = row.split(',');
    if (score === '' || model.endsWith('-untrained') || model === 'transformer') continue;
    const known = best.get(benchmark) ?? new Map<string, number>();
    known.set(model, Math.max(known.get(model) ?? Number.NEGATIVE_INFINITY, Number(score)));
    best.set(benchmark, known);
  }
  return best;
}

// Schrimpf et al. (2021), https://doi.org/10.1073/pnas.2105646118: by the rule of their analysis, perplexity on
// Wikitext-2, the exponential of the loss, is correlated with scores over ceilings, cut at 1 before a mean.
describeReference('published scores of 42 language models', file, () => {
  it.each([
    [['Pereira2018'], 0.554],
    [['Fedorenko2016v3'], 0.194],
    [['Blank2014fROI'], 0.488],
    [['Futrell2018'], 0.367],
    [['Pereira2018', 'Fedorenko2016v3', 'Blank2014fROI'], 0.457],
  ])('rise with next-word prediction: %s, r = %d', (names, expected) => {
    const best = bestScores();
    const losses = best.get('wikitext-2')!;
    const brains = names.map((name) => best.get(`${name}-encoding`)!);
    const models = [...losses.keys()].filter((model) => brains.every((brain) => brain.has(model)));
    expect(models).toHaveLength(42);
    const most = names.length > 1 ? 1 : Number.POSITIVE_INFINITY;
    const scores = models.map((model) =>
      brains.reduce((sum, brain) => sum + Math.min(most, brain.get(model)!), 0),
    );
    const perplexities = models.map((model) => Math.exp(losses.get(model)!));
    const r = -pearson(Float64Array.from(perplexities), Float64Array.from(scores));
    expect(Math.abs(r - expected)).toBeLessThan(5e-4);
  });
});
