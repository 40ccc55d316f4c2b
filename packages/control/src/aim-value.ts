import type { ResponseAim } from '@ventral/core';

/**
 * How far the responses of some sites to one stimulus are what is wanted of them; more is better.
 *
 * @param responses one a site, in the unit of the goals
 * @param goals as for {@link ResponseAim}
 */
export function aimValue(
  aim: ResponseAim,
  responses: ArrayLike<number>,
  goals: ArrayLike<number>,
): number {
  let [value, largest, sum] = [0, Number.NEGATIVE_INFINITY, 0];
  if (aim === 'one-hot') {
    for (let site = 0; site < responses.length; site++)
      largest = Math.max(largest, responses[site]!);
    for (let site = 0; site < responses.length; site++) sum += Math.exp(responses[site]! - largest);
  }
  for (let site = 0; site < responses.length; site++) {
    const [response, goal] = [responses[site]!, goals[site]!];
    if (aim === 'pattern') value -= (response - goal) ** 2 / 2;
    else value += goal * (aim === 'stretch' ? response : response - largest - Math.log(sum));
  }
  return value;
}

/**
 * The stimuli whose predicted responses are nearest to what is wanted, the best first; of equals the first.
 *
 * @param predicted of each stimulus, one response a site
 * @param candidates which of them may be chosen
 * @param count at most so many
 * @returns indices of stimuli
 */
export function chooseByAim(
  aim: ResponseAim,
  goals: ArrayLike<number>,
  predicted: readonly ArrayLike<number>[],
  candidates: readonly number[],
  count: number,
): readonly number[] {
  const values = new Map(candidates.map((row) => [row, aimValue(aim, predicted[row]!, goals)]));
  return [...candidates].sort((a, b) => values.get(b)! - values.get(a)!).slice(0, count);
}
