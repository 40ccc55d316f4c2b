const size = 624;
const shift = 397;

/**
 * The 32-bit Mersenne Twister MT19937, seeded with one integer.
 *
 * Reference: Matsumoto and Nishimura (1998), "Mersenne Twister: a 623-dimensionally
 * equidistributed uniform pseudo-random number generator". https://doi.org/10.1145/272991.272995
 */
export class MersenneTwister {
  readonly #state = new Uint32Array(size);
  #position = size;

  /** @param seed an integer from 0 to 2^32 - 1 */
  constructor(seed: number) {
    this.#state[0] = seed;
    for (let index = 1; index < size; index++) {
      const previous = this.#state[index - 1] as number;
      this.#state[index] = Math.imul(1812433253, previous ^ (previous >>> 30)) + index;
    }
  }

  /** The next integer, from 0 to 2^32 - 1. */
  next(): number {
    if (this.#position === size) this.#twist();
    let word = this.#state[this.#position++] as number;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < size; index++) {
      const word =
        ((state[index] as number) & 0x80000000) |
        ((state[(index + 1) % size] as number) & 0x7fffffff);
      const mask = (word & 1) === 0 ? 0 : 0x9908b0df;
      state[index] = (state[(index + shift) % size] as number) ^ (word >>> 1) ^ mask;
    }
    this.#position = 0;
  }
}
