import { median, spearmanBrown } from '@ventral/numerics';
import { countingWindow } from './record-sites.ts';
import type { Site } from './sites.ts';

/** What recordings can tell of their sites, known exactly. */
export interface NeuralCeiling {
  /** For each site, the share of the variance of its averaged responses that is not noise. */
  readonly reliabilities: readonly number[];
  /** The median reliability over sites: the ceiling. */
  readonly ceiling: number;
  /**
   * What split-half consistency, the estimate of the ceiling, comes to on average. It is higher by
   * about 0.004 for 128 stimuli, and by 0.0003 for 1,280.
   */
  readonly expectedConsistency: number;
}

/** How often each stimulus is shown and for how long spikes are counted; a factor of the variance of trials. */
interface Conditions {
  readonly repeats: number;
  readonly noise: number;
  /**
   * Over which spikes are counted.
   * @default 0.1, from 70 to 170 ms
   */
  readonly seconds?: number;
}

/**
 * The reliability of simulated recordings in closed form.
 *
 * Method: with s the variance of a site's rate over the stimuli and e the mean over them of the
 * variance of an average of n trials, its reliability is `s / (s + e)`; two averages of n/2 trials
 * correlate with `s / (s + 2e)`, and by Spearman-Brown that is the same reliability. Features of which
 * the rates are linear predict the averages with a correlation of at most its square root.
 *
 * @param rates row-major, `stimuli x sites`, in spikes a second
 */
export function neuralCeiling(
  rates: Float64Array,
  sites: readonly Site[],
  conditions: Conditions,
): NeuralCeiling {
  const ratesOf = (column: number) => rates.filter((_, cell) => cell % sites.length === column);
  const known = sites.map(({ fano }, column) => reliabilityOf(ratesOf(column), fano, conditions));
  const reliabilities = known.map(({ reliability }) => reliability);
  return {
    reliabilities,
    ceiling: median(reliabilities),
    expectedConsistency: conditions.noise === 0 ? 1 : spearmanBrown(Math.tanh(medianOf(known))),
  };
}

/**
 * The reliability of one site, and the expectation of its estimate from two halves of the trials.
 *
 * Method: the delta method to second order, with the stimuli given: the noise of half averages a, b
 * has variance v and third moment t at each stimulus, and is independent. With d the mean of signal
 * and noise variance, p, q, u the means over stimuli of `s^2 v`, `v^2` and `s t`, and c the expected
 * correlation, the correlation of the halves has the bias
 * `(c (3p + 3q/2 + 3u) - 2p - u) / (n d^2)` and the variance
 * `(2 (1 - c)^2 p + (1 + c^2) q - 2 c (1 - c) u) / (n d^2)`.
 */
function reliabilityOf(
  rates: Float64Array,
  fano: number,
  { repeats, noise, seconds = countingWindow }: Conditions,
) {
  const count = rates.length;
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / count;
  // Trials are multiples of this, as often as a Poisson number says.
  const unit = (fano * noise) / seconds;
  const half = repeats / 2;
  let [signal, p, q, u] = [0, 0, 0, 0];
  for (const rate of rates) {
    const offset = rate - mean;
    const variance = (unit * rate) / half;
    signal += offset ** 2 / (count - 1);
    p += (offset ** 2 * variance) / count;
    q += variance ** 2 / count;
    u += (offset * unit ** 2 * rate) / half ** 2 / count;
  }
  const halfNoise = (unit * mean) / half;
  const reliability = signal / (signal + halfNoise / 2);
  const d = signal + halfNoise;
  const c = signal / d;
  const bias = (c * (3 * p + 1.5 * q + 3 * u) - 2 * p - u) / (count * d ** 2);
  const variance =
    (2 * (1 - c) ** 2 * p + (1 + c ** 2) * q - 2 * c * (1 - c) * u) / (count * d ** 2);
  return {
    reliability,
    z: Math.atanh(c) + bias / (1 - c ** 2) + (c * variance) / (1 - c ** 2) ** 2,
    deviation: Math.sqrt(variance) / (1 - c ** 2),
  };
}

/** Where half of what normal distributions of these means and deviations give is expected below. */
function medianOf(
  distributions: readonly { readonly z: number; readonly deviation: number }[],
): number {
  let [low, high] = [0, 20];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    const below = distributions.reduce(
      (sum, { z, deviation }) => sum + normalShare((middle - z) / deviation),
      0,
    );
    if (below < distributions.length / 2) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * The share of a standard normal distribution below z, to 1e-7.
 *
 * Reference: Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.2.17.
 */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153];
  const tail =
    polynomial.reduce((sum, coefficient) => (sum + coefficient) * t, 0) *
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI));
  return z < 0 ? tail : 1 - tail;
}
