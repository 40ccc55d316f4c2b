import type { CoordinateValue, Responses } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { groupKFold, type Split } from '@ventral/numerics';
import * as v from 'valibot';
import { crossValidation, drawSplits } from './cross-validation.ts';

/** Options of how pieces of texts are split into those to fit on and those to test on. */
export const textValidation = v.object({
  splits: v.pipe(crossValidation.entries.splits, v.description('How many splits or folds.')),
  trainSize: v.pipe(
    crossValidation.entries.trainSize,
    v.description('Fraction of the stimuli to fit on, where texts are not kept apart.'),
  ),
  texts: v.optional(
    v.pipe(
      v.nullable(v.string()),
      v.description('Label of the stimuli, such as story, that says which text each is of.'),
    ),
    null,
  ),
  apart: v.optional(
    v.pipe(
      v.boolean(),
      v.description('Whether no text is both fitted and tested on, where texts are named.'),
    ),
    true,
  ),
  seedOffset: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(10_000),
      v.description('Added to the seed of the run: 1233 gives published folds under seed 1.'),
    ),
    0,
  ),
});

/** Splits of texts, and what is to be said of them. */
export interface TextSplits {
  readonly splits: readonly Split[];
  readonly notes: readonly string[];
}

/**
 * Draws splits of pieces of texts: texts are dealt whole to folds (scikit-learn's `GroupKFold`), or, where they
 * are not named or not kept apart, pieces are drawn at random (`ShuffleSplit`). Of named texts that are divided, a
 * note says how far what is tested has neighbours among what was fitted on.
 *
 * Why that matters: neighbours in a text are alike in meaning and in the slow noise of recordings, so that a
 * mapping fitted on one predicts the other without having understood it.
 * Reference: Feghhi et al. (2024), https://arxiv.org/abs/2406.01538
 *
 * @throws VentralError `OPTION_INVALID` for an unknown label, or sizes that leave a side with fewer than 2 stimuli
 */
export function splitTexts(
  responses: Responses,
  { splits: count, trainSize, texts, apart, seedOffset }: v.InferOutput<typeof textValidation>,
  runSeed: number,
): TextSplits {
  const seed = (runSeed + seedOffset) % 2 ** 32;
  const names = texts === null ? undefined : textsOf(responses, texts);
  if (names === undefined || !apart) {
    const shuffle = { splits: count, trainSize, stratification: null };
    const splits = drawSplits(responses, shuffle, seed);
    return { splits, notes: names === undefined ? [] : noteLeaks(splits, names, texts!) };
  }
  const splits = groupKFold(names, { folds: count, seed });
  const small = splits.find(({ train, test }) => Math.min(train.length, test.length) < 2);
  if (small === undefined) return { splits, notes: [] };
  throw new VentralError(
    'OPTION_INVALID',
    `A fold by '${texts}' leaves ${small.train.length} stimuli to fit on and ${small.test.length} to test on.`,
    { hint: 'A fit and a correlation each need at least 2 stimuli: use fewer splits.' },
  );
}

function textsOf({ labels }: Responses, label: string): readonly CoordinateValue[] {
  const names = labels.get(label);
  if (names !== undefined) return names;
  throw new VentralError(
    'OPTION_INVALID',
    `Texts cannot be told by '${label}': the recordings do not label them so.`,
    { hint: `They are labelled by: ${[...labels.keys()].join(', ')}.` },
  );
}

function noteLeaks(
  splits: readonly Split[],
  texts: readonly CoordinateValue[],
  label: string,
): readonly string[] {
  let [tested, leaked] = [0, 0];
  for (const { train, test } of splits) {
    const fitted = new Set(train.map((row) => texts[row]));
    tested += test.length;
    leaked += test.filter((row) => fitted.has(texts[row])).length;
  }
  if (leaked === 0) return [];
  const share = Math.round((100 * leaked) / tested);
  return [
    `${share} % of the stimuli tested on share their ${label} with some that were fitted on: what neighbours ` +
      'in a text have in common raises the score.',
  ];
}
