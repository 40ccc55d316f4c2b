import type { TextSpan } from '@ventral/arrays';
import { describeIssues } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { type ItemPrediction, parsePrediction, type RegionTerm } from './prediction.ts';
import { regionSpans } from './sentence.ts';

/** A region of a sentence, with an id that is unique in its suite: `12/what_nogap/6`. */
export type SuiteRegion = TextSpan & { readonly id: string };

/** Sentences that differ in what is tested, one a condition. */
export interface SuiteItem {
  /** Its number in the suite. */
  readonly id: string;
  /** The regions of each condition's sentence, in order. */
  readonly conditions: Readonly<Record<string, readonly SuiteRegion[]>>;
}

/** A suite of SyntaxGym, as its file says it. */
export interface Suite {
  readonly items: readonly SuiteItem[];
  readonly predictions: readonly ItemPrediction[];
}

const number = v.pipe(v.number(), v.integer(), v.minValue(1));
const suiteSchema = v.object({
  meta: v.object({ metric: v.literal('sum') }),
  predictions: v.pipe(
    v.array(v.object({ type: v.literal('formula'), formula: v.string() })),
    v.minLength(1),
  ),
  items: v.pipe(
    v.array(
      v.object({
        item_number: number,
        conditions: v.array(
          v.object({
            condition_name: v.string(),
            regions: v.array(v.object({ region_number: number, content: v.string() })),
          }),
        ),
      }),
    ),
    v.minLength(1),
  ),
});

/**
 * Reads a suite in the format of SyntaxGym, whose regions are compared by the sum over their tokens.
 *
 * @param name for messages
 * @throws VentralError `DATA_CORRUPT` for another format, a formula that cannot be read, or one that speaks of a
 * region that an item does not have
 */
export function readSuite(value: unknown, name: string): Suite {
  const result = v.safeParse(suiteSchema, value);
  if (!result.success) throw corrupt(name, describeIssues(result.issues, 'suite'));
  const predictions = result.output.predictions.map(({ formula }) => parsePrediction(formula));
  const terms = predictions.flatMap((prediction) => prediction.terms);
  const items = result.output.items.map(({ item_number: item, conditions }): SuiteItem => {
    const regions = conditions.map(({ condition_name: condition, regions: listed }) => {
      const misplaced = listed.findIndex(({ region_number: region }, at) => region !== at + 1);
      if (misplaced >= 0) {
        const found = listed[misplaced]?.region_number;
        throw corrupt(
          name,
          `region ${found} of item ${item}, ${condition}, stands at place ${misplaced + 1}`,
        );
      }
      const spans = regionSpans(listed.map(({ content }) => content));
      const own = spans.map((span, at) => ({ id: `${item}/${condition}/${at + 1}`, ...span }));
      return [condition, own] as const;
    });
    const read = { id: String(item), conditions: Object.fromEntries(regions) };
    requireTerms(name, read, terms);
    return read;
  });
  const repeated = items.find(({ id }, at) => items.findIndex((one) => one.id === id) !== at);
  if (repeated !== undefined) throw corrupt(name, `item ${repeated.id} comes twice`);
  return { items, predictions };
}

function requireTerms(name: string, { id, conditions }: SuiteItem, terms: readonly RegionTerm[]) {
  for (const { region, condition } of terms) {
    const { length = 0 } = conditions[condition] ?? [];
    if (length > 0 && (region === '*' || (region >= 1 && region <= length))) continue;
    throw corrupt(name, `a formula speaks of (${region};%${condition}%), which item ${id} lacks`);
  }
}

function corrupt(name: string, what: string): VentralError {
  return new VentralError('DATA_CORRUPT', `The suite ${name} cannot be used: ${what}.`, {
    hint: 'Fetch it again.',
  });
}
