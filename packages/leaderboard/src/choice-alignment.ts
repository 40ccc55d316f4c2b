import type { Score } from '@ventral/core';
import * as v from 'valibot';

/** What a record of `ventral difficulty` says beside its score. */
export type RecordedAlignment = v.InferOutput<typeof alignmentSchema>;

const metric = 'choice_alignment';

const comparedChoices = v.array(
  v.object({
    image: v.string(),
    object: v.string(),
    alternative: v.string(),
    model: v.number(),
    people: v.number(),
  }),
);

const alignmentSchema = v.object({
  cells: v.number(),
  tolerance: v.number(),
  aligned: v.number(),
  easierForPeople: v.number(),
  easierForModel: v.number(),
  mostForPeople: comparedChoices,
  mostForModel: comparedChoices,
});

/**
 * Which images, beside which alternatives, are as easy for a model as for people; shares of all of them.
 *
 * @returns `undefined` for a score of another metric
 */
export function choiceAlignmentOf({
  extras,
}: Pick<Score, 'extras'>): RecordedAlignment | undefined {
  const { success, output } = v.safeParse(alignmentSchema, extras?.[metric]);
  return success ? output : undefined;
}
