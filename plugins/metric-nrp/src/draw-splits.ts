import type { LabelledStimuli } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { RandomState, type Split, splitStimuli } from '@ventral/numerics';
import type { NrpOptions } from './nrp-options.ts';

/** Images of one split, by what they are for; indices. */
export interface NrpSplit {
  readonly training: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
  /** Seed of the split's predictors, and of the choice of its validation images. */
  readonly seed: number;
}

/**
 * Draws test images as scikit-learn's `ShuffleSplit` would, and of the others those that validate.
 *
 * @throws VentralError `OPTION_INVALID` for an unknown label, or sizes that leave a side too small
 */
export function drawSplits(
  stimuli: LabelledStimuli,
  { splits, testSize, validationSize, stratification }: NrpOptions,
  seed: number,
): readonly NrpSplit[] {
  const total = stimuli.stimulusIds.length;
  const validating = Math.ceil(validationSize * total);
  const drawn = splitStimuli(stimuli, { splits, size: { test: testSize }, stratification, seed });
  return drawn.map(({ train, test }, index) => {
    if (train.length - validating < 2) {
      throw new VentralError(
        'OPTION_INVALID',
        `Of ${total} images, ${test.length} to test on and ${validating} to validate on leave ` +
          `${Math.max(0, train.length - validating)} to train on.`,
        { hint: 'Use more images, or smaller values of testSize and validationSize.' },
      );
    }
    const ownSeed = (seed + index) % 2 ** 32;
    const order = new RandomState(ownSeed).permutation(train);
    return {
      training: order.slice(validating),
      validation: order.slice(0, validating),
      test,
      seed: ownSeed,
    };
  });
}

/** What is known while a predictor is made, and what it is tested on. */
export function withoutValidation({ training, validation, test }: NrpSplit): Split {
  return { train: [...training, ...validation], test };
}
