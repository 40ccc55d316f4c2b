import { VentralError } from '@ventral/errors';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random numbers of a seed: the same on every machine. */
export interface RandomStream {
  /** True or false, as a coin falls. */
  flip(): boolean;
  /** A number of the standard normal distribution. */
  normal(): number;
}

/**
 * @param seed a whole number from 0 to 2^32 - 1
 * @throws VentralError `OPTION_INVALID` for any other seed
 */
export function openRandomStream(seed: number): RandomStream {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new VentralError('OPTION_INVALID', `A seed of ${seed} cannot be used.`, {
      hint: 'Give a whole number from 0 to 4294967295.',
    });
  }
  const generator = xoroshiro128plus(seed);
  // Never 0, of which there is no logarithm.
  const uniform = () => ((generator.next() >>> 0) + 0.5) / 2 ** 32;
  return {
    flip: () => generator.next() < 0,
    // Box and Muller (1958), https://doi.org/10.1214/aoms/1177706645
    normal: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
