import { openWebAssembly, type WebAssemblyMemory } from './web-assembly.ts';

const size = 624;
const stateBytes = 4 * size;
// As in scripts/twist.wat.
const wordsAt = 2512;
const fractionsAt = 5008;
const allBytes = fractionsAt + 4 * size;

/**
 * The 32-bit Mersenne Twister MT19937, seeded with one integer.
 *
 * Method: all 624 numbers of its state at once, and the 312 fractions that they make in pairs, by WebAssembly.
 * Reference: Matsumoto and Nishimura (1998), "Mersenne Twister: a 623-dimensionally
 * equidistributed uniform pseudo-random number generator". https://doi.org/10.1145/272991.272995
 */
export class MersenneTwister {
  readonly #all = new Uint8Array(allBytes);
  readonly #state = this.#all.subarray(0, stateBytes);
  // The numbers that the state stands for, and the fractions of the first and second, third and fourth, ... number.
  readonly #words = new Uint32Array(this.#all.buffer, wordsAt, size);
  readonly #fractions = new Float64Array(this.#all.buffer, fractionsAt, size / 2);
  #position = size;

  /** @param seed an integer from 0 to 2^32 - 1 */
  constructor(seed: number) {
    const state = new Int32Array(this.#all.buffer, 0, size);
    state[0] = seed;
    for (let index = 1; index < size; index++) {
      const previous = state[index - 1]!;
      state[index] = Math.imul(1812433253, previous ^ (previous >>> 30)) + index;
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
    // What is rare stands apart, so that engines can put the rest in the place of each call.
    if (from === size || (from & 1) === 1) return this.#twoWords();
    this.#position = from + 2;
    return this.#fractions[from >> 1]!;
  }

  #twoWords(): number {
    return fraction(this.next(), this.next());
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

  /** Fills an array with the next uniform numbers. */
  fillFractions(numbers: Float64Array): void {
    if (this.#position % 2 === 1) {
      for (let index = 0; index < numbers.length; index++) numbers[index] = this.nextFraction();
      return;
    }
    for (let index = 0; index < numbers.length; ) {
      if (this.#position === size) this.#twist();
      const from = this.#position >> 1;
      const count = Math.min(size / 2 - from, numbers.length - index);
      numbers.set(this.#fractions.subarray(from, from + count), index);
      this.#position = 2 * (from + count);
      index += count;
    }
  }

  #twist(): void {
    kernel ??= openKernel();
    kernel.state.set(this.#state);
    kernel.twist();
    this.#all.set(kernel.all);
    this.#position = 0;
  }
}

/** The number in [0, 1) that two integers of 32 bits make. */
function fraction(high: number, low: number): number {
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) * 2 ** -53;
}

interface Kernel {
  readonly all: Uint8Array;
  /** The beginning of it. */
  readonly state: Uint8Array;
  /** From one state to the next. */
  twist(): void;
}

let kernel: Kernel | undefined;

function openKernel(): Kernel {
  interface Twist {
    readonly memory: WebAssemblyMemory;
    twist(): void;
  }
  const { memory, twist } = openWebAssembly<Twist>(kernelBytes);
  const all = new Uint8Array(memory.buffer, 0, allBytes);
  return { all, state: all.subarray(0, stateBytes), twist };
}

// scripts/twist.wat, as `wat2wasm` of wabt makes it.
const kernelBytes =
  'AGFzbQEAAAABBAFgAAADAgEABQMBAAEHEgIGbWVtb3J5AgAFdHdpc3QAAArzAgHwAgIBfwJ7A0AgAP0ABAAgAP0ABAT9DAAA' +
  'AIAAAACAAAAAgAAAAID9UiEBIABBtAxB9HggAEGQB0kbav0ABAAgAUEB/a0B/VEgAf0MAQAAAAEAAAABAAAAAQAAAP1O/aEB' +
  '/QzfsAiZ37AImd+wCJnfsAiZ/U79USECIAAgAv0LBABBwBNBACgCADYCACACIAJBC/2tAf1RIQIgAiACQQf9qwH9DIBWLJ2A' +
  'ViydgFYsnYBWLJ39Tv1RIQIgAiACQQ/9qwH9DAAAxu8AAMbvAADG7wAAxu/9Tv1RIQIgAiACQRL9rQH9USECIAAgAv0LBNAT' +
  'IAAgAkEF/a0BIAL9DQABAgMICQoLAAECAwgJCgv9/gH9DAAAAAAAAJBBAAAAAAAAkEH98gEgAkEG/a0BIAL9DQQFBgcMDQ4P' +
  'BAUGBwwNDg/9/gH98AH9DAAAAAAAAKA8AAAAAAAAoDz98gH9CwSQJyAAQRBqIQAgAEHAE0kNAAsL';
