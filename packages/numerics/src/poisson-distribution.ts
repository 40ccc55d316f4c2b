import { VentralError } from '@ventral/errors';
import type { RandomState } from './random-state.ts';

/**
 * The Poisson distribution of one mean, drawn from as NumPy's `RandomState.poisson` does: the same seed
 * gives the same counts. What depends on the mean alone is computed once.
 *
 * Method: products of uniform numbers for means below 10 (Knuth); transformed rejection above.
 * Reference: Hörmann (1993), "The transformed rejection method for generating Poisson random
 * variables". https://doi.org/10.1016/0167-6687(93)90997-4
 *
 * @example
 * new PoissonDistribution(4).draw(new RandomState(1));
 */
export class PoissonDistribution {
  /** Expected count. */
  readonly mean: number;
  readonly #none: number;
  readonly #logMean: number;
  readonly #a: number;
  readonly #b: number;
  readonly #logInverseAlpha: number;
  readonly #quick: number;

  /**
   * @param mean from 0 on
   * @throws VentralError `OPTION_INVALID` for any other mean
   */
  constructor(mean: number) {
    if (!(mean >= 0 && Number.isFinite(mean))) {
      throw new VentralError('OPTION_INVALID', `A Poisson distribution has no mean of ${mean}.`, {
        hint: 'Give a mean from 0 on.',
      });
    }
    this.mean = mean;
    this.#none = Math.exp(-mean);
    this.#logMean = Math.log(mean);
    this.#b = 0.931 + 2.53 * Math.sqrt(mean);
    this.#a = -0.059 + 0.02483 * this.#b;
    this.#logInverseAlpha = Math.log(1.1239 + 1.1328 / (this.#b - 3.4));
    this.#quick = 0.9277 - 3.6224 / (this.#b - 2);
  }

  /** A count, from 0 on. */
  draw(random: RandomState): number {
    if (this.mean === 0) return 0;
    return this.mean < 10 ? this.#multiply(random) : this.#reject(random);
  }

  #multiply(random: RandomState): number {
    let product = random.randomSample();
    let count = 0;
    for (; product > this.#none; count++) product *= random.randomSample();
    return count;
  }

  #reject(random: RandomState): number {
    for (;;) {
      const u = random.randomSample() - 0.5;
      const v = random.randomSample();
      const room = 0.5 - Math.abs(u);
      const count = Math.floor(((2 * this.#a) / room + this.#b) * u + this.mean + 0.43);
      if (room >= 0.07 && v <= this.#quick) return count;
      if (count < 0 || (room < 0.013 && v > room)) continue;
      const drawn =
        Math.log(v) + this.#logInverseAlpha - Math.log(this.#a / (room * room) + this.#b);
      if (drawn <= count * this.#logMean - this.mean - logFactorial(count)) return count;
    }
  }
}

/**
 * Counts of many distributions, one after another: what as many calls of `draw` would give, sooner.
 *
 * @param which of the distributions, for each count
 * @returns as many counts
 */
export function poissonCounts(
  distributions: readonly PoissonDistribution[],
  which: Uint8Array,
  random: RandomState,
): Float64Array {
  const counts = new Float64Array(which.length);
  // Of the means for which uniform numbers are multiplied.
  const none = Float64Array.from(distributions, ({ mean }) => (mean < 10 ? Math.exp(-mean) : 1));
  for (let index = 0; index < counts.length; index++) {
    const least = none[which[index]!]!;
    if (least === 1) {
      counts[index] = distributions[which[index]!]!.draw(random);
      continue;
    }
    let product = random.randomSample();
    let count = 0;
    for (; product > least; count++) product *= random.randomSample();
    counts[index] = count;
  }
  return counts;
}

/** By Stirling's series, to the last digits from 16 on; a sum below. */
function logFactorial(count: number): number {
  if (count < smallLogFactorials.length) return smallLogFactorials[count]!;
  const n = count + 1;
  const series = 1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * n * n)) / (n * n)) / (n * n);
  return (n - 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2 + series / n;
}

const smallLogFactorials = Float64Array.from({ length: 16 }, (_, count) => {
  let sum = 0;
  for (let factor = 2; factor <= count; factor++) sum += Math.log(factor);
  return sum;
});
