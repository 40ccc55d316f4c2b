import { VentralError } from '@ventral/errors';
import { type Matrix, multiply, RandomState, selectRows } from '@ventral/numerics';

/** What is known of stimuli, of whatever kind, when the next are chosen. */
export interface SelectionPool {
  /** Features that responses are predicted from by ridge regression, centred: `stimuli x coordinates`. */
  readonly features: Matrix;
  /** Rows that may be chosen. */
  readonly candidates: readonly number[];
  /** Rows whose responses are known. */
  readonly recorded: readonly number[];
  /** Weight of the squared coefficients of the regression: the variance of the noise over that of a coefficient. */
  readonly alpha: number;
}

/**
 * How the next stimuli are chosen.
 *
 * - `random`: the control;
 * - `uncertainty`: those of which predictions are least certain, one after the other (D-optimal design);
 * - `error-reduction`: those after which predictions of all candidates are most certain (V-optimal design).
 */
export const selectionStrategies = ['random', 'uncertainty', 'error-reduction'] as const;

/** Name of a way to choose. */
export type SelectionStrategy = (typeof selectionStrategies)[number];

/**
 * Chooses which stimuli to record next, by the posterior of ridge regression alone: what was recorded does not
 * matter, only of which stimuli. Each choice counts as recorded for the next.
 *
 * With `n` candidates and recorded stimuli, time grows with `n^2 (coordinates + recorded + count)`, memory with
 * `n^2`.
 *
 * References: Cohn, Ghahramani & Jordan (1996), https://doi.org/10.1613/jair.295 (error reduction); Chaloner &
 * Verdinelli (1995), https://doi.org/10.1214/ss/1177009939 (Bayesian design)
 *
 * @param count at most so many
 * @returns rows, in the order of the choice
 * @throws VentralError `OPTION_INVALID` for no candidates, or an alpha that is not above 0
 */
export async function nextStimuli(
  strategy: SelectionStrategy,
  pool: SelectionPool,
  count: number,
  seed: number,
): Promise<readonly number[]> {
  const { features, candidates, recorded, alpha } = pool;
  if (candidates.length === 0) {
    throw new VentralError('OPTION_INVALID', 'There are no stimuli to choose from.', {
      hint: 'Give a pool with more stimuli than are recorded already.',
    });
  }
  if (strategy === 'random') {
    const order = new RandomState(seed).permutation(candidates.length);
    return Array.from(order.slice(0, count), (place) => candidates[place]!);
  }
  if (!(alpha > 0 && Number.isFinite(alpha))) {
    throw new VentralError('OPTION_INVALID', `Stimuli cannot be chosen with alpha ${alpha}.`, {
      hint: 'Give the alpha of the regression, above 0.',
    });
  }
  const rows = selectRows(features, [...candidates, ...recorded]);
  // Of what is predicted of each pair of stimuli, before anything is recorded.
  const covariances = await multiply(rows, rows, { transposeB: true });
  const [size] = covariances.shape;
  for (let at = candidates.length; at < size; at++) condition(covariances, at, alpha);
  const chosen: number[] = [];
  const open = new Set(candidates.keys());
  while (chosen.length < count && open.size > 0) {
    let [best, most] = [-1, Number.NEGATIVE_INFINITY];
    for (const at of open) {
      const gain = gainOf(strategy, covariances, at, candidates.length, alpha);
      if (gain > most) [best, most] = [at, gain];
    }
    condition(covariances, best, alpha);
    open.delete(best);
    chosen.push(candidates[best]!);
  }
  return chosen;
}

/** How much is known more once a stimulus is recorded. */
function gainOf(
  strategy: Exclude<SelectionStrategy, 'random'>,
  { shape: [size], values }: Matrix,
  at: number,
  candidates: number,
  alpha: number,
): number {
  const own = values[at * size + at]!;
  if (strategy === 'uncertainty') return own;
  let sum = 0;
  for (let other = 0; other < candidates; other++) sum += values[at * size + other]! ** 2;
  return sum / (own + alpha);
}

/** What predictions still vary by once a stimulus is recorded; in place. */
function condition({ shape: [size], values }: Matrix, at: number, alpha: number): void {
  const row = values.slice(at * size, (at + 1) * size);
  const scale = 1 / (row[at]! + alpha);
  for (let one = 0, cell = 0; one < size; one++) {
    const factor = row[one]! * scale;
    if (factor === 0) {
      cell += size;
      continue;
    }
    for (let other = 0; other < size; other++, cell++) values[cell]! -= factor * row[other]!;
  }
}
