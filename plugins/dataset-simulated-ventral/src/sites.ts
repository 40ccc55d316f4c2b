import type { RandomState } from '@ventral/numerics';
import type { GeneratingFeatures } from './generating-features.ts';
import { identityFeatureCount, visualFeatureCount } from './it-features.ts';
import { randomFor } from './random-for.ts';
import { type V1Feature, v1Features, v1Kinds } from './v1-front-end.ts';
import { type V4Feature, v4Features } from './v4-front-end.ts';

/** A region that is simulated. */
export type Region = 'V1' | 'V4' | 'IT';

/** One recording site before anything is shown to it. */
export interface Site {
  /** Weights of the generating features, not below 0, of sum 1. */
  readonly weights: Float64Array;
  /** Mean rate over the stimuli, in spikes a second. */
  readonly meanRate: number;
  /** Share of the mean rate that does not depend on the stimulus. */
  readonly baseline: number;
  /** Variance over mean of spike counts. */
  readonly fano: number;
}

// Median of the mean rates, and how much they differ: standard deviation of their logarithms.
const rates = {
  V1: { median: 14, spread: 0.7 },
  V4: { median: 11, spread: 0.7 },
  IT: { median: 18, spread: 0.7 },
} as const;

/**
 * Draws a site: the same seed, region and number give the same one.
 *
 * Mean rates are log-normal, the baseline is uniform from 0.2 to 0.6, the Fano factor from 1 to 2.
 * A V1 site is one cell, complex or simple with equal chance, whose tuning to orientation is broader than its
 * filter's: the same cell of neighbouring orientations weighs 0.35. A V4 site weighs a contour of one scale, orientation and bend in one receptive field by 1, its
 * neighbours in orientation by 0.4 and in scale by 0.3, and one other contour of the field by up to
 * 0.6. An IT site weighs four features of identity, exponentially distributed, and three features of
 * the image that make 10 to 45 % together.
 */
export function drawSite(seed: number, region: Region, number: number): Site {
  const random = randomFor(seed, 'site', region, number);
  const weights = drawWeights[region](random);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const { median, spread } = rates[region];
  return {
    weights: weights.map((weight) => weight / sum),
    meanRate: median * Math.exp(spread * random.standardNormal()),
    baseline: 0.2 + 0.4 * random.randomSample(),
    fano: 1 + random.randomSample(),
  };
}

/**
 * Rates without noise, in spikes a second, row-major, `stimuli x sites`: the mean rate of a site times
 * its baseline plus, for the rest, the weighted sum of the features.
 */
export function ratesOf(features: GeneratingFeatures, sites: readonly Site[]): Float64Array {
  const { shape, values } = features;
  const [rows, columns] = shape;
  const result = new Float64Array(rows * sites.length);
  for (const [column, { weights, meanRate, baseline }] of sites.entries()) {
    const used = [...weights.keys()].filter((k) => weights[k]! > 0);
    for (let row = 0; row < rows; row++) {
      let drive = 0;
      for (const k of used) drive += weights[k]! * values[row * columns + k]!;
      result[row * sites.length + column] = meanRate * (baseline + (1 - baseline) * drive);
    }
  }
  return result;
}

const drawWeights = { V1: drawV1Weights, V4: drawV4Weights, IT: drawItWeights } as const;

function drawV1Weights(random: RandomState): Float64Array {
  const { x, y, scale, orientation } = v1Features[random.randint(v1Features.length)]!;
  const kind = random.randomSample() < 0.5 ? 'complex' : v1Kinds[1 + random.randint(4)];
  const isAlike = (feature: V1Feature) =>
    feature.kind === kind && feature.scale === scale && feature.x === x && feature.y === y;
  return Float64Array.from(v1Features, (feature) => {
    if (!isAlike(feature)) return 0;
    const turn = Math.abs(feature.orientation - orientation);
    return { 0: 1, 1: 0.35, 7: 0.35 }[turn] ?? 0;
  });
}

function drawV4Weights(random: RandomState): Float64Array {
  const preferred = v4Features[random.randint(v4Features.length)]!;
  const other = v4Features[random.randint(v4Features.length)]!;
  const otherWeight = 0.6 * random.randomSample();
  return Float64Array.from(v4Features, (feature) => {
    const isOther = contourDistance(feature, { ...other, field: preferred.field }) === 0;
    const distance = contourDistance(feature, preferred);
    return ({ 0: 1, 1: 0.4, 2: 0.3 }[distance] ?? 0) + (isOther ? otherWeight : 0);
  });
}

/** 0 for the same contour, 1 for a neighbour in orientation, 2 for one in scale, else infinite. */
function contourDistance(a: V4Feature, b: V4Feature): number {
  if (a.field !== b.field || a.bend !== b.bend) return Number.POSITIVE_INFINITY;
  const turn = Math.abs(a.orientation - b.orientation);
  const scale = Math.abs(a.scale - b.scale);
  if (turn === 0 && scale === 0) return 0;
  if ((turn === 1 || turn === 7) && scale === 0) return 1;
  return turn === 0 && scale === 1 ? 2 : Number.POSITIVE_INFINITY;
}

function drawItWeights(random: RandomState): Float64Array {
  const weights = new Float64Array(identityFeatureCount + visualFeatureCount);
  const visualShare = 0.1 + 0.35 * random.randomSample();
  const identities = Array.from({ length: 4 }, () => -Math.log(1 - random.randomSample()));
  const sum = identities.reduce((total, weight) => total + weight, 0);
  for (const weight of identities) {
    weights[random.randint(identityFeatureCount)]! += ((1 - visualShare) * weight) / sum;
  }
  for (let feature = 0; feature < 3; feature++) {
    weights[identityFeatureCount + random.randint(visualFeatureCount)]! += visualShare / 3;
  }
  return weights;
}
