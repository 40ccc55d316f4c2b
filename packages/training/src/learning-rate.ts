import { VentralError } from '@ventral/errors';

/** How the learning rate goes over a training. */
export interface LearningRateSettings {
  /** The highest, above 0. */
  readonly rate: number;
  /**
   * `constant`; `cosine`, half a wave down to 0 at the end; or `steps`, times `factor` at each of some epochs.
   *
   * Reference: Loshchilov & Hutter (2017), https://doi.org/10.48550/arXiv.1608.03983
   * @default 'cosine'
   */
  readonly schedule?: 'constant' | 'cosine' | 'steps';
  /**
   * Epochs over which it rises from 0 in a line; may be a part of one.
   * @default 0
   */
  readonly warmUp?: number;
  /**
   * For `steps`: after how many epochs.
   * @default a half and three quarters of all
   */
  readonly at?: readonly number[];
  /**
   * For `steps`.
   * @default 0.1
   */
  readonly factor?: number;
}

/** @throws VentralError `OPTION_INVALID` */
export function checkLearningRate({ rate, warmUp = 0, factor = 1 }: LearningRateSettings): void {
  if (rate > 0 && Number.isFinite(rate) && warmUp >= 0 && factor > 0) return;
  throw new VentralError('OPTION_INVALID', `A learning rate of ${rate} cannot be used.`, {
    hint: 'Rate and factor are above 0, such as 0.1; the warm-up is 0 epochs or more.',
  });
}

/**
 * The learning rate of a step.
 *
 * @param done epochs before it, a part of one included
 * @param epochs of the training
 */
export function learningRateAt(
  settings: LearningRateSettings,
  done: number,
  epochs: number,
): number {
  const { rate, schedule = 'cosine', warmUp = 0, factor = 0.1 } = settings;
  const { at = [epochs / 2, (3 * epochs) / 4] } = settings;
  // The warm-up ends at the rate that the schedule has there: nothing jumps.
  const risen = done < warmUp ? done / warmUp : 1;
  if (schedule === 'constant') return risen * rate;
  if (schedule === 'steps') return risen * rate * factor ** at.filter((end) => done >= end).length;
  return (risen * rate * (1 + Math.cos((Math.PI * done) / epochs))) / 2;
}
