import { mean, standardError } from '@ventral/numerics';
import type { CalibrationCheck } from './calibration.ts';

/** What a check says before anything is measured. */
export type Expectation = Pick<CalibrationCheck, 'id' | 'title' | 'expected' | 'accepted'>;

/** Holds the mean of independent measurements against what was expected. */
export function checkMean(expectation: Expectation, values: readonly number[]): CalibrationCheck {
  return check(expectation, mean(values), values.length > 1 ? standardError(values) : 0);
}

/** Holds a share of independent trials against what was expected. */
export function checkShare(
  expectation: Expectation,
  hits: number,
  trials: number,
): CalibrationCheck {
  return check(expectation, hits / trials, shareError(hits / trials, trials));
}

/** Standard error of a share of independent trials. */
export function shareError(share: number, trials: number): number {
  return Math.sqrt((share * (1 - share)) / trials);
}

function check(expectation: Expectation, found: number, error: number): CalibrationCheck {
  const [least, most] = expectation.accepted;
  const passed = found >= least - 2 * error && found <= most + 2 * error;
  return { ...expectation, found, error, passed };
}
