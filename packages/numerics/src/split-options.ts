import * as v from 'valibot';

/**
 * A count that an option states: a whole number from 1 to a limit. Memory and time grow with it, and a
 * record from elsewhere may state any.
 */
export const countSchema = (most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

/** Option of how many times something is split or drawn: a whole number from 1 to 1,000. */
export const splitsOption = (description: string, byDefault = 10) =>
  v.optional(v.pipe(countSchema(1000), v.description(description)), byDefault);

/** Option of which fraction of the stimuli one side of a split holds, in (0, 1). */
export const fractionOption = (description: string, byDefault = 0.9) =>
  v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1), v.description(description)), byDefault);

/** Option of the label of the stimuli that splits keep in proportion: none by default. */
export const stratificationOption = v.optional(
  v.pipe(
    v.nullable(v.string()),
    v.description(
      'Label of the stimuli, such as object_name, to keep in proportion in every split.',
    ),
  ),
  null,
);
