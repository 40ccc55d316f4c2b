import type { Maybe } from './site-data.ts';

/**
 * Rank of each score among all: 1 for the best; equal scores share the better rank, and what is missing
 * has none.
 */
export function rankScores(values: readonly Maybe[], better: 'higher' | 'lower'): readonly Maybe[] {
  const order = placesInOrder(values, better === 'higher' ? 'descending' : 'ascending');
  const ranks: Maybe[] = values.map(() => null);
  order.forEach((place, index) => {
    const before = order[index - 1];
    const value = values[place];
    if (value === null || value === undefined) return;
    const isTied = before !== undefined && values[before] === value;
    ranks[place] = isTied ? (ranks[before] ?? null) : index + 1;
  });
  return ranks;
}

/**
 * The places of a list, sorted by what stands there. What is missing comes last in both directions, and
 * equal values stay in their order.
 */
export function placesInOrder<Value extends number | string>(
  values: readonly (Value | null)[],
  direction: 'ascending' | 'descending',
): readonly number[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return values
    .map((_, place) => place)
    .sort((a, b) => {
      const [left, right] = [values[a] ?? null, values[b] ?? null];
      if (left === right) return a - b;
      if (left === null) return 1;
      if (right === null) return -1;
      return left < right ? -sign : sign;
    });
}
