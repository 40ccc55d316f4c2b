import { VentralError } from '@ventral/errors';

/**
 * P-values of several tests, each raised so that below .05 in any test means below .05 of any false
 * alarm in all of them together (family-wise error rate).
 *
 * Method: Holm (1979), A simple sequentially rejective multiple test procedure.
 * https://www.jstor.org/stable/4615733
 *
 * @param p in [0, 1], in any order
 * @returns in the same order, never below `p`
 * @throws VentralError `RESPONSES_INVALID` where one is not in [0, 1]
 */
export function holm(p: ArrayLike<number>): readonly number[] {
  const order = ascending(p);
  let least = 0;
  return restore(
    order,
    order.map((test, rank) => {
      least = Math.max(least, Math.min(1, (order.length - rank) * (p[test] as number)));
      return least;
    }),
  );
}

/**
 * P-values of many tests, each raised so that of those below .05 at most 5 % are expected to be false
 * alarms (false discovery rate); for maps over neuroids or stimuli.
 *
 * Method: Benjamini and Hochberg (1995). https://doi.org/10.1111/j.2517-6161.1995.tb02031.x
 *
 * @param p in [0, 1], in any order; independent or positively dependent
 * @returns in the same order, never below `p`
 * @throws VentralError `RESPONSES_INVALID` where one is not in [0, 1]
 */
export function benjaminiHochberg(p: ArrayLike<number>): readonly number[] {
  const order = ascending(p);
  let most = 1;
  const adjusted = order.toReversed().map((test, fromLast) => {
    most = Math.min(most, (order.length / (order.length - fromLast)) * (p[test] as number));
    return most;
  });
  return restore(order, adjusted.toReversed());
}

function ascending(p: ArrayLike<number>): readonly number[] {
  const values = Array.from(p);
  const wrong = values.findIndex((value) => !(value >= 0 && value <= 1));
  if (wrong !== -1) {
    throw new VentralError('RESPONSES_INVALID', `P-value ${wrong} is ${values[wrong]}.`, {
      hint: 'Leave out tests that gave none; all others are in [0, 1].',
    });
  }
  return values
    .map((_, test) => test)
    .sort((a, b) => (values[a] as number) - (values[b] as number));
}

function restore(order: readonly number[], sorted: readonly number[]): readonly number[] {
  const restored = new Array<number>(order.length);
  order.forEach((test, rank) => {
    restored[test] = sorted[rank] as number;
  });
  return restored;
}
