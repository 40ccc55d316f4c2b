import { VentralError } from '@ventral/errors';
import { type Split, shuffleSplit, stratifiedShuffleSplit } from '@ventral/numerics';
import * as v from 'valibot';
import type { RecordedResponses } from './recorded-responses.ts';

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
  splits: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description('How many times stimuli are split into those to fit on and those to test on.'),
    ),
    10,
  ),
  trainSize: v.optional(
    v.pipe(
      v.number(),
      v.gtValue(0),
      v.ltValue(1),
      v.description('Fraction of the stimuli to fit on.'),
    ),
    0.9,
  ),
  stratification: v.optional(
    v.pipe(
      v.nullable(v.string()),
      v.description('Label of the stimuli (such as object_name) to keep in proportion in splits.'),
    ),
    null,
  ),
};

/** Schema of {@link CrossValidationOptions}. */
export const crossValidationOptions: v.GenericSchema<unknown, CrossValidationOptions> =
  v.strictObject(crossValidationEntries);

/**
 * Draws the splits of recorded stimuli.
 *
 * @throws VentralError `OPTION_INVALID` for an unknown label, or sizes that leave a side without
 *   stimuli
 */
export function drawSplits(
  responses: RecordedResponses,
  { splits, trainSize, stratification }: CrossValidationOptions,
  seed: number,
): Split[] {
  const drawing = { splits, size: { train: trainSize }, seed };
  if (stratification === null) {
    return requireTestStimuli(shuffleSplit(responses.stimulusIds.length, drawing));
  }
  const labels = responses.labels.get(stratification);
  if (labels === undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `Stimuli cannot be stratified by '${stratification}': the recordings do not label them so.`,
      { hint: `They are labelled by: ${[...responses.labels.keys()].join(', ')}.` },
    );
  }
  return requireTestStimuli(stratifiedShuffleSplit(labels, drawing));
}

function requireTestStimuli(splits: Split[]): Split[] {
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
