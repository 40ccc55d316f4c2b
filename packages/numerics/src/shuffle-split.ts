import { VentralError } from '@ventral/errors';
import { RandomState } from './random-state.ts';
import type { Split } from './split.ts';

/** How often and where to split. */
export interface ShuffleSplitOptions {
  /** Number of splits, drawn independently: a row may be tested on in several or in none. */
  readonly splits: number;
  /**
   * Fraction of the rows, in (0, 1), that are fitted on (rounded down) or tested on (rounded up);
   * all other rows are on the other side.
   */
  readonly size: { readonly train: number } | { readonly test: number };
  /** Seed, from 0 to 2^32 - 1, of one {@link RandomState} that all splits draw from. */
  readonly seed: number;
}

/**
 * Splits rows at random, equal to scikit-learn's `ShuffleSplit`.
 *
 * @param count number of rows
 * @throws VentralError `OPTION_INVALID` for a fraction outside (0, 1) or one that leaves no row to
 *   fit or to test on
 */
export function shuffleSplit(count: number, options: ShuffleSplitOptions): Split[] {
  const { testCount } = splitSizes(count, options);
  const random = new RandomState(options.seed);
  return Array.from({ length: options.splits }, () => {
    const order = random.permutation(count);
    return { train: order.slice(testCount), test: order.slice(0, testCount) };
  });
}

/**
 * Numbers of rows to fit and to test on.
 *
 * @throws VentralError `OPTION_INVALID` where either would be none, or no split is asked for
 */
export function splitSizes(
  count: number,
  { splits, size }: Omit<ShuffleSplitOptions, 'seed'>,
): { trainCount: number; testCount: number } {
  if (!Number.isInteger(splits) || splits < 1) {
    throw new VentralError('OPTION_INVALID', `${splits} splits cannot be drawn.`, {
      hint: 'Give a whole number from 1; published scores use 10.',
    });
  }
  const [side, fraction] = 'train' in size ? ['train', size.train] : ['test', size.test];
  if (!(fraction > 0 && fraction < 1)) {
    throw new VentralError('OPTION_INVALID', `A ${side} fraction of ${fraction} cannot be used.`, {
      hint: 'Give a number between 0 and 1, such as 0.9 to fit on 90 % of the rows.',
    });
  }
  const trainCount =
    side === 'train' ? Math.floor(fraction * count) : count - Math.ceil(fraction * count);
  const testCount = count - trainCount;
  if (trainCount === 0 || testCount === 0) {
    throw new VentralError(
      'OPTION_INVALID',
      `A ${side} fraction of ${fraction} of ${count} rows leaves ${trainCount} to fit on and ` +
        `${testCount} to test on.`,
      { hint: 'Use more rows, or a fraction that leaves some on both sides.' },
    );
  }
  return { trainCount, testCount };
}
