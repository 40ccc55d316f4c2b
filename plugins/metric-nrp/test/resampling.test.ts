import { nrp } from '@ventral/metric-nrp';
import { createMatrix, mean, RandomState, ResamplingPlan } from '@ventral/numerics';
import { errorOverSpread, measuredUncertainty } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { errorResampling, type SplitErrors } from '../src/resample-errors.ts';
import { madeData, madeRecordings, quietContext } from './made-data.ts';

const context = quietContext();
const quick = { splits: 2, l1: 8, l2: 8, learningRate: 0.01, batchSize: 16, epochs: 10 };

const ids = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}${index}`);

/** Errors that depend on image and site, in the first and the last third of the images. */
function drawErrors(random: RandomState, images: number, sites: number): SplitErrors[] {
  const normal = (count: number) =>
    Float64Array.from({ length: count }, () => random.standardNormal());
  const [ofImages, ofSites] = [normal(images), normal(sites)];
  const third = Math.floor(images / 3);
  return [0, images - third].map((from) => {
    const errors = createMatrix([third, sites], normal(third * sites));
    for (const [cell, value] of errors.values.entries()) {
      const image = from + Math.floor(cell / sites);
      errors.values[cell] = Math.exp(
        0.3 * (ofImages[image]! + ofSites[cell % sites]!) + 0.3 * value,
      );
    }
    return { images: Array.from({ length: third }, (_, row) => from + row), errors };
  });
}

const scoreOf = (splits: readonly SplitErrors[]) =>
  mean(splits.map(({ errors }) => mean(errors.values)));

describe('errors drawn again', () => {
  it('once each are the score, whatever is undefined', async () => {
    const splits = drawErrors(new RandomState(1), 30, 5);
    for (let row = 0; row < 10; row++) splits[1]!.errors.values[row * 5 + 2] = Number.NaN;
    const { replicate } = errorResampling(splits, ids('image', 30), ids('site', 5));
    const plan = new ResamplingPlan({});
    plan.counts = (axis) => {
      const size = axis === 'stimuli' ? 30 : 5;
      return { shape: [1, size], values: new Uint8Array(size).fill(1) };
    };
    const drawn = await replicate(plan, context as never);
    for (const axis of ['stimuli', 'neuroids', 'all']) {
      expect(drawn[axis]![0]).toBeCloseTo(scoreOf(splits), 12);
    }
  });

  it('have the spread of errors of other images and sites', async () => {
    const random = new RandomState(2);
    const values: number[] = [];
    const errors: number[] = [];
    for (let draw = 0; draw < 300; draw++) {
      const splits = drawErrors(random, 90, 40);
      values.push(scoreOf(splits));
      if (draw >= 10) continue;
      const resampling = errorResampling(splits, ids('image', 90), ids('site', 40));
      const drawn = await resampling.replicate(
        new ResamplingPlan(resampling.units),
        context as never,
      );
      const variances = ['stimuli', 'neuroids'].map((axis) => {
        const center = mean(drawn[axis]!);
        return mean(drawn[axis]!.map((value) => (value - center) ** 2));
      });
      errors.push(Math.sqrt(variances[0]! + variances[1]!));
    }
    const ratio = errorOverSpread(errors, values);
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.25);
  });
});

describe('a predicted score', () => {
  it('has an interval over images and sites, around it', async () => {
    const { features, recordings } = madeData({ images: 80 });
    const score = await nrp.compare(features, recordings, quick, context);
    const { units, replicates, interval } = measuredUncertainty(score);
    expect(units).toEqual({ stimuli: 80, neuroids: 8 });
    expect(Object.keys(replicates)).toEqual(['stimuli', 'neuroids', 'all']);
    for (const values of Object.values(replicates)) {
      expect(mean(values)).toBeGreaterThan(interval[0]);
      expect(mean(values)).toBeLessThan(interval[1]);
      expect(mean(values) / score.value).toBeCloseTo(1, 1);
    }
  });

  it('is over images alone where there is one site', async () => {
    const { features, recordings } = madeData({ images: 80 });
    const rates = Float64Array.from(
      { length: 80 },
      (_, image) => recordings.values[image * 8] as number,
    );
    const one = madeRecordings(rates, features.stimulusIds);
    const score = await nrp.compare(features, one, quick, context);
    const { units, replicates } = measuredUncertainty(score);
    expect(units).toEqual({ stimuli: 80 });
    expect(Object.keys(replicates)).toEqual(['stimuli']);
  });
});
