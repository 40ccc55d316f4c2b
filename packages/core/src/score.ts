import * as v from 'valibot';
import type { ReadonlyDeep } from './readonly-deep.ts';

/** The names of all {@link CeilingConvention}s. */
export const ceilingConventions = ['raw', 'r/c', '(r/c)^2', 'r^2/c', 'r/sqrt(c)'] as const;

/**
 * How a raw score is related to its ceiling `c`: `r^2/c` is Brain-Score's of recordings since 2026,
 * `r/sqrt(c)` its of behaviour.
 */
export type CeilingConvention = (typeof ceilingConventions)[number];

const text = v.string();
const count: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(0));
const optionsSchema = v.record(text, v.unknown());

const rawScoreSchema = v.object({
  value: v.number(),
  error: v.exactOptional(
    v.pipe(v.number(), v.description('Standard error over splits, where there are several.')),
  ),
  perSplit: v.exactOptional(
    v.pipe(v.array(v.number()), v.description('One value a cross-validation split.')),
  ),
  perNeuroid: v.exactOptional(
    v.pipe(
      v.array(v.nullable(v.number())),
      v.description('One value a neuroid, averaged over splits; null where it is undefined.'),
    ),
  ),
  perSubject: v.exactOptional(
    v.pipe(
      v.record(text, v.nullable(v.number())),
      v.description(
        'One value a subject, by name, where they are compared one by one; null where undefined.',
      ),
    ),
  ),
});

const usedMetricSchema = v.object({ id: text, scoreVersion: count, options: optionsSchema });

const baselineSchema = v.object({
  id: text,
  title: text,
  value: v.pipe(v.number(), v.description('In the units of the score it stands beside.')),
  error: v.exactOptional(v.number()),
  r2: v.exactOptional(
    v.pipe(
      v.number(),
      v.description(
        'Coefficient of determination on the test stimuli, averaged over neuroids and splits.',
      ),
    ),
  ),
  perSplit: v.exactOptional(v.array(v.number())),
});

const configurationSchema = v.object({
  options: v.pipe(
    optionsSchema,
    v.description('Options of the metric, each with one value, and `layers`.'),
  ),
  parameterCount: v.pipe(count, v.description('Numbers that are fitted.')),
  validationError: v.pipe(
    v.nullable(v.number()),
    v.description('Mean over splits; null where it could not be fitted.'),
  ),
  validationErrorError: v.exactOptional(v.number()),
  validationPerSplit: v.array(v.nullable(v.number())),
  epochsPerSplit: v.array(v.nullable(count)),
  chosenInSplits: v.pipe(
    v.array(count),
    v.description("Splits, counted from 0, whose score is this configuration's."),
  ),
});

const searchSchema = v.object({
  configurations: v.array(configurationSchema),
  best: v.pipe(count, v.description('Index of the lowest validation error.')),
  sweetSpot: v.pipe(
    count,
    v.description('Index of the smallest configuration within one standard error of the best.'),
  ),
});

const partsSchema: v.GenericSchema<unknown, Record<string, Score>> = v.pipe(
  v.record(
    text,
    v.lazy(() => scoreSchema),
  ),
  v.description('The scores this one is the mean of, by benchmark id.'),
);

const fields = v.object({
  value: v.pipe(v.number(), v.description('The score.')),
  error: v.exactOptional(
    v.pipe(v.number(), v.description('Standard error, in the units of value.')),
  ),
  ceiling: v.exactOptional(
    v.pipe(
      v.number(),
      v.description('The best that a model could reach, given the noise of the recordings.'),
    ),
  ),
  ceilingError: v.exactOptional(v.number()),
  ceilingConvention: v.exactOptional(
    v.pipe(
      v.picklist(ceilingConventions),
      v.description('How value came from raw.value and ceiling.'),
    ),
  ),
  better: v.picklist(['higher', 'lower']),
  raw: v.pipe(rawScoreSchema, v.description('The score before its ceiling.')),
  parts: v.exactOptional(partsSchema),
  metric: v.exactOptional(
    v.pipe(
      usedMetricSchema,
      v.description(
        'The metric behind the score, with every option; a mean over several has none.',
      ),
    ),
  ),
  baseline: v.exactOptional(
    v.pipe(baselineSchema, v.description('A simpler way to compare, on the same splits.')),
  ),
  search: v.exactOptional(
    v.pipe(searchSchema, v.description('Every configuration tried, and how one was chosen.')),
  ),
  notes: v.exactOptional(
    v.pipe(v.array(text), v.description('What a reader should know, in full sentences.')),
  ),
  splitsDigest: v.exactOptional(
    v.pipe(
      text,
      v.description('sha256 over the splits, so that two scores can be seen to share them.'),
    ),
  ),
});

/** How brain-like, as a number with its context; plain JSON. */
export interface Score extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** A score before its ceiling is taken into account. */
export type RawScore = Score['raw'];

/** A metric as it was used: with defaults filled in. */
export type UsedMetric = NonNullable<Score['metric']>;

/** A simpler way to compare, on the same splits. */
export type Baseline = NonNullable<Score['baseline']>;

/** The search behind a score. */
export type Search = NonNullable<Score['search']>;

/** One point of a search. */
export type SearchedConfiguration = Search['configurations'][number];

/** The schema of a score, part of that of a record. */
export const scoreSchema: v.GenericSchema<unknown, Score> = fields;
