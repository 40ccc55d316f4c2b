import * as v from 'valibot';

/** Schema of how many times something is split or drawn: a whole number from 1, 10 by default. */
export function splitsOption(description: string): v.OptionalSchema<v.GenericSchema<number>, 10> {
  return v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.description(description)), 10);
}

/** Schema of which fraction of the stimuli one side of a split holds: in (0, 1), 0.9 by default. */
export function fractionOption(
  description: string,
): v.OptionalSchema<v.GenericSchema<number>, 0.9> {
  return v.optional(
    v.pipe(v.number(), v.gtValue(0), v.ltValue(1), v.description(description)),
    0.9,
  );
}

/** Schema of the label of the stimuli that splits keep in proportion: none by default. */
export const stratificationOption: v.OptionalSchema<
  v.GenericSchema<string | null>,
  null
> = v.optional(
  v.pipe(
    v.nullable(v.string()),
    v.description(
      'Label of the stimuli, such as object_name, to keep in proportion in every split.',
    ),
  ),
  null,
);
