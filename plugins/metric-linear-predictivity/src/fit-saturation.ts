import { median, RandomState } from '@ventral/numerics';

/** Values that were measured with some number of subjects. */
export interface SubjectValues {
  readonly subjects: number;
  readonly values: readonly number[];
}

/**
 * What values come to with infinitely many subjects: `v` of `v (1 - exp(-n / t))`, from 0 to 1, fitted by least
 * squares to their means over draws with replacement; the median over draws.
 *
 * Method: for each t, v is known in closed form; t is searched on a logarithmic grid and then by golden sections.
 * Published ceilings search by SciPy's `curve_fit` from t = 1, which in some draws stalls on a worse curve: here
 * they differ by some thousandths.
 * Reference: Schrimpf et al. (2021), https://doi.org/10.1073/pnas.2105646118, SI
 *
 * @param draws how often values are drawn, by NumPy's `RandomState(0)`
 */
export function extrapolateSubjects(measured: readonly SubjectValues[], draws = 100): number {
  const random = new RandomState(0);
  const counts = measured.map(({ subjects }) => subjects);
  const limits = Array.from({ length: draws }, () => {
    const means = measured.map(({ values }) => {
      let sum = 0;
      for (let draw = 0; draw < values.length; draw++)
        sum += values[random.randint(values.length)]!;
      return sum / values.length;
    });
    return fitSaturation(counts, means);
  });
  return median(limits);
}

/** The `v`, from 0 to 1, of the curve `v (1 - exp(-n / t))` that is nearest to some values. */
export function fitSaturation(counts: readonly number[], values: readonly number[]): number {
  const at = (logTime: number) => {
    const shares = counts.map((count) => -Math.expm1(-count / Math.exp(logTime)));
    const product = shares.reduce((sum, share, index) => sum + share * values[index]!, 0);
    const square = shares.reduce((sum, share) => sum + share ** 2, 0);
    const limit = Math.max(0, Math.min(1, product / square));
    const error = shares.reduce((sum, s, index) => sum + (limit * s - values[index]!) ** 2, 0);
    return { limit, error };
  };
  const grid = Array.from({ length: 141 }, (_, index) => -4 + index / 10);
  const errors = grid.map((logTime) => at(logTime).error);
  const best = errors.indexOf(Math.min(...errors));
  let [low, high] = [grid[Math.max(0, best - 1)]!, grid[Math.min(grid.length - 1, best + 1)]!];
  const section = (Math.sqrt(5) - 1) / 2;
  while (high - low > 1e-9) {
    const [left, right] = [high - section * (high - low), low + section * (high - low)];
    if (at(left).error <= at(right).error) high = right;
    else low = left;
  }
  return at((low + high) / 2).limit;
}
