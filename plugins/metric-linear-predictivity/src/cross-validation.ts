import type { LabelledStimuli } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Split } from '@ventral/numerics';
import {
  fractionOption,
  splitStimuli,
  splitsOption,
  stratificationOption,
} from '@ventral/numerics';
import * as v from 'valibot';

/** How stimuli are split into those to fit on and those to test on. */
export interface CrossValidationOptions {
  /**
   * How many times stimuli are split.
   * @default 10
   */
  readonly splits: number;
  /**
   * Fraction of the stimuli to fit on, in (0, 1).
   * @default 0.9
   */
  readonly trainSize: number;
  /**
   * Coordinate of the recordings, such as `object_name`, whose values are kept in proportion on
   * both sides of every split.
   * @default null
   */
  readonly stratification: string | null;
}

type Entries = {
  readonly [Name in keyof CrossValidationOptions]: v.OptionalSchema<
    v.GenericSchema<CrossValidationOptions[Name]>,
    CrossValidationOptions[Name]
  >;
};

/** Schema entries of {@link CrossValidationOptions}, for metrics that have further options. */
export const crossValidationEntries: Entries = {
  splits: splitsOption(
    'How many times stimuli are split into those to fit on and those to test on.',
  ),
  trainSize: fractionOption('Fraction of the stimuli to fit on.'),
  stratification: stratificationOption,
};

/** Schema of {@link CrossValidationOptions}. */
export const crossValidationOptions: v.GenericSchema<unknown, CrossValidationOptions> =
  v.strictObject(crossValidationEntries);

/**
 * Draws the splits of recorded stimuli.
 *
 * @throws VentralError `OPTION_INVALID` for an unknown label, or sizes that leave a side with fewer
 *   than 2 stimuli
 */
export function drawSplits(
  stimuli: LabelledStimuli,
  { trainSize, ...options }: CrossValidationOptions,
  seed: number,
): Split[] {
  const splits = splitStimuli(stimuli, { ...options, size: { train: trainSize }, seed });
  const [{ train, test }] = splits as [Split];
  if (train.length >= 2 && test.length >= 2) return splits;
  throw new VentralError(
    'OPTION_INVALID',
    `A split of ${train.length + test.length} stimuli leaves ${train.length} to fit on and ` +
      `${test.length} to test on.`,
    {
      hint: 'A fit and a correlation each need at least 2 stimuli: use more, or another trainSize.',
    },
  );
}
