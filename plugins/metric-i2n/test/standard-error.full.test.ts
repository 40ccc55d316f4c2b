import type { RunContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { i2n, trialConsistency } from '@ventral/metric-i2n';
import { RandomState } from '@ventral/numerics';
import { errorOverSpread, measuredUncertainty, standardErrorOver } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { drawImages, drawTrials, probabilitiesOf } from './made-choices.ts';

const context = createRunContext();
const quick: RunContext = { ...context, withUncertainty: false };

describe('the standard error', () => {
  it('is the spread over other images and trials', async () => {
    const random = new RandomState(2);
    const values: number[] = [];
    const ceilings: number[] = [];
    const errors: number[] = [];
    const ceilingErrors: number[] = [];
    for (let draw = 0; draw < 100; draw++) {
      const made = drawImages(random, 8);
      const target = drawTrials(made, random, 20);
      const run = draw < 3 ? context : quick;
      const score = await i2n.compare(probabilitiesOf(made), target, { skipUndefined: true }, run);
      const best = await trialConsistency.compare(undefined, target, { skipUndefined: true }, run);
      values.push(score.value);
      ceilings.push(best.value);
      if (run !== context) continue;
      errors.push(measuredUncertainty(score).standardError);
      ceilingErrors.push(measuredUncertainty(best).standardError);
    }
    const ratio = errorOverSpread(errors, values);
    const ratioOfCeilings = errorOverSpread(ceilingErrors, ceilings);
    for (const one of [ratio, ratioOfCeilings]) {
      expect(one).toBeGreaterThan(0.8);
      expect(one).toBeLessThan(1.35);
    }
  });

  it('is the spread over other trials, where images are the same', async () => {
    const random = new RandomState(4);
    const made = drawImages(random, 8);
    const source = probabilitiesOf(made);
    const values: number[] = [];
    const errors: number[] = [];
    for (let draw = 0; draw < 100; draw++) {
      const run = draw < 3 ? context : quick;
      const target = drawTrials(made, random, 20);
      const score = await i2n.compare(source, target, { skipUndefined: true }, run);
      values.push(score.value);
      if (run === context) errors.push(standardErrorOver(score, 'trials'));
    }
    const ratio = errorOverSpread(errors, values);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });
});
