import type { CoordinateValue } from '@ventral/assembly';
import { VentralError } from '@ventral/errors';
import { type Split, shuffleSplit, stratifiedShuffleSplit } from '@ventral/numerics';
import * as v from 'valibot';

/** How parts of the stimuli are drawn. */
export interface CrossValidationOptions {
  /**
   * How many times a part of the stimuli is drawn.
   * @default 10
   */
  readonly splits: number;
  /**
   * Fraction of the stimuli in each part, in (0, 1).
   * @default 0.9
   */
  readonly testSize: number;
  /**
   * Label of the stimuli, such as `object_name`, whose values are kept in proportion in every part.
   * @default null
   */
  readonly stratification: string | null;
}

/** Schema of {@link CrossValidationOptions}. */
export const crossValidationOptions: v.GenericSchema<unknown, CrossValidationOptions> =
  v.strictObject({
    splits: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1),
        v.description('How many times a part of the stimuli is drawn.'),
      ),
      10,
    ),
    testSize: v.optional(
      v.pipe(
        v.number(),
        v.gtValue(0),
        v.ltValue(1),
        v.description('Fraction of the stimuli in each part.'),
      ),
      0.9,
    ),
    stratification: v.optional(
      v.pipe(
        v.nullable(v.string()),
        v.description(
          'Label of the stimuli, such as object_name, kept in proportion in every part.',
        ),
      ),
      null,
    ),
  });

/**
 * Draws parts of the stimuli: the test side of each split. Nothing is fitted on the other side.
 *
 * @param labels labels of the stimuli by name, `stimulus_id` among them
 * @throws VentralError `OPTION_INVALID` for an unknown label, or sizes that leave a side without
 *   stimuli
 */
export function drawParts(
  labels: ReadonlyMap<string, readonly CoordinateValue[]>,
  { splits, testSize, stratification }: CrossValidationOptions,
  seed: number,
): Split[] {
  const drawing = { splits, size: { test: testSize }, seed };
  const count = labels.get('stimulus_id')?.length ?? 0;
  if (stratification === null) return shuffleSplit(count, drawing);
  const classes = labels.get(stratification);
  if (classes !== undefined) return stratifiedShuffleSplit(classes, drawing);
  throw new VentralError(
    'OPTION_INVALID',
    `Stimuli cannot be stratified by '${stratification}': the recordings do not label them so.`,
    { hint: `They are labelled by: ${[...labels.keys()].join(', ')}.` },
  );
}
