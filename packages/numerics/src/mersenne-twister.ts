const size = 624;
const shift = 397;

/**
 * The 32-bit Mersenne Twister MT19937, seeded with one integer.
 *
 * Reference: Matsumoto and Nishimura (1998), "Mersenne Twister: a 623-dimensionally
 * equidistributed uniform pseudo-random number generator". https://doi.org/10.1145/272991.272995
 */
export class MersenneTwister {
  readonly #state = new Int32Array(size);
  #position = size;

  /** @param seed an integer from 0 to 2^32 - 1 */
  constructor(seed: number) {
    this.#state[0] = seed;
    for (let index = 1; index < size; index++) {
      const previous = this.#state[index - 1]!;
      this.#state[index] = Math.imul(1812433253, previous ^ (previous >>> 30)) + index;
    }
  }

  /** The next integer, from 0 to 2^32 - 1. */
  next(): number {
    if (this.#position === size) this.#twist();
    let word = this.#state[this.#position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    const mix = (index: number, next: number, other: number) => {
      const word = (state[index]! & 0x80000000) | (state[next]! & 0x7fffffff);
      state[index] = state[other]! ^ (word >>> 1) ^ (-(word & 1) & 0x9908b0df);
    };
    // In three parts: remainders of indices would take twice as long as all else.
    const turn = size - shift;
    for (let index = 0; index < turn; index++) mix(index, index + 1, index + shift);
    for (let index = turn; index < size - 1; index++) mix(index, index + 1, index - turn);
    mix(size - 1, 0, shift - 1);
    this.#position = 0;
  }
}
