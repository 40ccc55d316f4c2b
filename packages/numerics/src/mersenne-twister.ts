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
  // The numbers that the state stands for, made of all of it at once: twice as fast as one by one.
  readonly #words = new Uint32Array(size);
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
    return this.#words[this.#position++]!;
  }

  /** A uniform number in [0, 1) with 53 random bits, of the next two integers. */
  nextFraction(): number {
    const from = this.#position;
    if (from > size - 2) return fraction(this.next(), this.next());
    this.#position = from + 2;
    return fraction(this.#words[from]!, this.#words[from + 1]!);
  }

  /** Fills an array with the next integers. */
  fill(words: Uint32Array): void {
    for (let index = 0; index < words.length; ) {
      if (this.#position === size) this.#twist();
      const from = this.#position;
      const count = Math.min(size - from, words.length - index);
      words.set(this.#words.subarray(from, from + count), index);
      this.#position = from + count;
      index += count;
    }
  }

  #twist(): void {
    const state = this.#state;
    const words = this.#words;
    // In two parts, and one word at a time: remainders of indices would take twice as long as all else.
    const turn = size - shift;
    let word = state[0]!;
    for (let index = 0; index < turn; index++) {
      const next = state[index + 1]!;
      const made = state[index + shift]! ^ mix(word, next);
      state[index] = made;
      words[index] = temper(made);
      word = next;
    }
    for (let index = turn; index < size - 1; index++) {
      const next = state[index + 1]!;
      const made = state[index - turn]! ^ mix(word, next);
      state[index] = made;
      words[index] = temper(made);
      word = next;
    }
    const made = state[shift - 1]! ^ mix(word, state[0]!);
    state[size - 1] = made;
    words[size - 1] = temper(made);
    this.#position = 0;
  }
}

function mix(word: number, next: number): number {
  const mixed = (word & 0x80000000) | (next & 0x7fffffff);
  return (mixed >>> 1) ^ (-(next & 1) & 0x9908b0df);
}

/** As a signed integer. */
function temper(state: number): number {
  let word = state ^ (state >>> 11);
  word ^= (word << 7) & 0x9d2c5680;
  word ^= (word << 15) & 0xefc60000;
  return word ^ (word >>> 18);
}

/** The number in [0, 1) that two integers of 32 bits make. */
export function fraction(high: number, low: number): number {
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) * 2 ** -53;
}
