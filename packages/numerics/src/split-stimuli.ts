import type { LabelledStimuli } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { type ShuffleSplitOptions, shuffleSplit } from './shuffle-split.ts';
import type { Split } from './split.ts';
import { stratifiedShuffleSplit } from './stratified-shuffle-split.ts';

/** How stimuli are split. */
export interface StimulusSplitting extends ShuffleSplitOptions {
  /** Label whose values are kept in proportion on both sides of every split; null for none. */
  readonly stratification: string | null;
}

/**
 * Splits stimuli at random, as scikit-learn's `ShuffleSplit` or `StratifiedShuffleSplit`.
 *
 * @returns splits of the indices of the stimuli
 * @throws VentralError `OPTION_INVALID` for an unknown label, or sizes that leave a side without
 *   stimuli
 */
export function splitStimuli(
  { stimulusIds, labels }: LabelledStimuli,
  { stratification, ...options }: StimulusSplitting,
): Split[] {
  if (stratification === null) return shuffleSplit(stimulusIds.length, options);
  const classes = labels.get(stratification);
  if (classes !== undefined) return stratifiedShuffleSplit(classes, options);
  throw new VentralError(
    'OPTION_INVALID',
    `Stimuli cannot be stratified by '${stratification}': the recordings do not label them so.`,
    { hint: `They are labelled by: ${[...labels.keys()].join(', ')}.` },
  );
}
