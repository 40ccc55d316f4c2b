import type { RunContext, Score } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { RandomState } from '@ventral/numerics';
import { errorOverSpread, measuredUncertainty, standardErrorOver } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { all, type Compare, normal, withPeople } from './comparisons.ts';
import { drawAnswers, type MadeAnswers } from './made-answers.ts';

const context = createRunContext();
const quick: RunContext = { ...context, withUncertainty: false };

describe('the standard error is the spread over', () => {
  const draws = 100;
  const measure = async (
    compare: Compare,
    draw: () => MadeAnswers,
    errorOf: (score: Score) => number,
  ) => {
    const values: number[] = [];
    const errors: number[] = [];
    for (let index = 0; index < draws; index++) {
      const run = index < 4 ? context : quick;
      const score = await compare(draw(), run);
      values.push(score.value);
      if (run === context) errors.push(errorOf(score));
    }
    return errorOverSpread(errors, values);
  };

  it.each(all)('other people and stimuli, of %s', async (_, compare) => {
    const random = new RandomState(3);
    const ratio = await measure(
      compare,
      () => drawAnswers(random, normal(random, 10, 0.4), normal(random, 150, 1)),
      (score) => measuredUncertainty(score).standardError,
    );
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.4);
  });

  it('other stimuli, of error consistency with the same people', async () => {
    const random = new RandomState(4);
    const people = normal(random, 10, 0.4);
    const ratio = await measure(
      withPeople['error consistency'] as Compare,
      () => drawAnswers(random, people, normal(random, 150, 1)),
      (score) => standardErrorOver(score, 'stimuli'),
    );
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });
});
