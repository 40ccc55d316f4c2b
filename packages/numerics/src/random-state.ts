import { VentralError } from '@ventral/errors';
import { MersenneTwister } from './mersenne-twister.ts';

/**
 * NumPy's legacy `numpy.random.RandomState`: the same seed gives the same numbers, so that splits
 * and scores published by Python tools can be drawn again.
 *
 * Integers, orders and uniform numbers are equal bit for bit; normal numbers up to the last bit of
 * the logarithm.
 *
 * @example
 * new RandomState(1).permutation(10); // [2, 9, 6, 4, 0, 3, 1, 7, 8, 5]
 */
export class RandomState {
  readonly #generator: MersenneTwister;
  // The polar method makes normal numbers in pairs; the second waits here for the next call.
  #waitingNormal: number | undefined;

  /**
   * @param seed an integer from 0 to 2^32 - 1
   * @throws VentralError `OPTION_INVALID` for any other seed
   */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
      throw new VentralError('OPTION_INVALID', `A seed of ${seed} cannot be used.`, {
        hint: 'Give a whole number from 0 to 4294967295, such as 1, the seed of published splits.',
      });
    }
    this.#generator = new MersenneTwister(seed);
  }

  /** A uniform number in [0, 1) with 53 random bits. */
  randomSample(): number {
    return this.#generator.nextFraction();
  }

  /**
   * A number from the standard normal distribution.
   *
   * Method: the polar form of the Box-Muller transform.
   * Reference: Marsaglia and Bray (1964), "A convenient method for generating normal variables".
   * https://doi.org/10.1137/1006063
   */
  standardNormal(): number {
    if (this.#waitingNormal !== undefined) {
      const normal = this.#waitingNormal;
      this.#waitingNormal = undefined;
      return normal;
    }
    let x: number;
    let y: number;
    let squaredRadius: number;
    do {
      x = 2 * this.randomSample() - 1;
      y = 2 * this.randomSample() - 1;
      squaredRadius = x * x + y * y;
    } while (squaredRadius >= 1 || squaredRadius === 0);
    const scale = Math.sqrt((-2 * Math.log(squaredRadius)) / squaredRadius);
    this.#waitingNormal = scale * x;
    return scale * y;
  }

  /** Fills an array with the numbers that as many calls of `randomSample()` would draw, sooner. */
  fillUniform(numbers: Float64Array): void {
    this.#generator.fillFractions(numbers);
  }

  /** Fills an array with the numbers that as many calls of `standardNormal()` would draw, sooner. */
  fillNormal(numbers: Float64Array): void {
    let filled = 0;
    if (this.#waitingNormal !== undefined && numbers.length > 0) {
      numbers[filled++] = this.standardNormal();
    }
    while (numbers.length - filled > 1) {
      // No more than the pairs still wanted need at least: what comes next is as after single calls.
      const pairs = (numbers.length - filled) >> 1;
      const drawn = numbers.subarray(filled, filled + 2 * pairs);
      this.#generator.fillFractions(drawn);
      filled += makeNormal(drawn);
    }
    if (filled < numbers.length) numbers[filled] = this.standardNormal();
  }

  /**
   * A uniform integer from 0 to `high - 1`.
   *
   * @param high from 1 to 2^32
   * @throws VentralError `OPTION_INVALID` for any other `high`
   */
  randint(high: number): number {
    if (!Number.isInteger(high) || high < 1 || high > 2 ** 32) {
      throw new VentralError('OPTION_INVALID', `No integer can be drawn below ${high}.`, {
        hint: 'Draw below a whole number from 1 to 4294967296.',
      });
    }
    const most = high - 1;
    if (most === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(most);
    for (;;) {
      const drawn = (this.#generator.next() & mask) >>> 0;
      if (drawn <= most) return drawn;
    }
  }

  /** Fills an array with the integers that as many calls of `randint(2 ** 32)` would draw, sooner. */
  fillWords(words: Uint32Array): void {
    this.#generator.fill(words);
  }

  /** Puts the items in random order, in place. */
  shuffle(items: unknown[]): void {
    for (let index = items.length - 1; index > 0; index--) {
      const other = this.randint(index + 1);
      [items[index], items[other]] = [items[other], items[index]];
    }
  }

  /** The items, or the integers from 0 to `items - 1`, in random order. */
  permutation(items: number): number[];
  permutation<Item>(items: readonly Item[]): Item[];
  permutation(items: number | readonly unknown[]): unknown[] {
    const order =
      typeof items === 'number' ? Array.from({ length: items }, (_, i) => i) : [...items];
    this.shuffle(order);
    return order;
  }

  /**
   * Some of the items, or of the integers from 0 to `items - 1`, each drawn at most once.
   *
   * @param size how many to draw
   * @throws VentralError `OPTION_INVALID` where there are fewer items than that
   */
  choice(items: number, size: number): number[];
  choice<Item>(items: readonly Item[], size: number): Item[];
  choice(items: number | readonly unknown[], size: number): unknown[] {
    const count = typeof items === 'number' ? items : items.length;
    if (size > count) {
      throw new VentralError('OPTION_INVALID', `${size} of ${count} items cannot be drawn.`, {
        hint: `Draw at most ${count}: nothing is drawn twice.`,
      });
    }
    return this.permutation(items as readonly unknown[]).slice(0, size);
  }
}

/** Makes pairs of normal numbers of pairs of uniform ones, in their place and from the first on; how many there are. */
function makeNormal(numbers: Float64Array): number {
  let made = 0;
  for (let index = 0; index < numbers.length; index += 2) {
    const x = 2 * numbers[index]! - 1;
    const y = 2 * numbers[index + 1]! - 1;
    const squaredRadius = x * x + y * y;
    if (squaredRadius >= 1 || squaredRadius === 0) continue;
    const scale = Math.sqrt((-2 * Math.log(squaredRadius)) / squaredRadius);
    numbers[made++] = scale * y;
    numbers[made++] = scale * x;
  }
  return made;
}
