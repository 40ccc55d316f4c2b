import * as v from 'valibot';
import type { ReadonlyDeep } from './readonly-deep.ts';

/** The names of all {@link CeilingConvention}s. */
export const ceilingConventions = ['raw', 'r/c', '(r/c)^2', 'r^2/c', 'r/sqrt(c)'] as const;

/**
 * What of recordings can be compared bin by bin over time: `responses` as they were recorded; `changes`,
 * each less its own mean over all bins, so that only what differs between times is left; `shuffled`, changes
 * after the bins of every stimulus were put into an order of their own, which leaves nothing to predict: the
 * control, whose score is 0 but for noise.
 */
export const timeAspects = ['responses', 'changes', 'shuffled'] as const;

/** One of {@link timeAspects}. */
export type TimeAspect = (typeof timeAspects)[number];

/**
 * How a raw score is related to its ceiling `c`: `r^2/c` is Brain-Score's of recordings since 2026,
 * `r/sqrt(c)` its of behaviour.
 */
export type CeilingConvention = (typeof ceilingConventions)[number];

const text = v.string();
const count: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(0));
const optionsSchema = v.record(text, v.unknown());

const measuredUncertaintySchema = v.object({
  standardError: v.pipe(
    v.number(),
    v.description('Root of the sum of the variances over all axes that were drawn again.'),
  ),
  interval: v.pipe(v.tuple([v.number(), v.number()]), v.description('95 %: lowest, highest.')),
  plan: v.pipe(text, v.description('sha256 over what was drawn, and how often.')),
  units: v.pipe(
    v.record(text, count),
    v.description('How many units each axis has: stimuli, neuroids, subjects, trials.'),
  ),
  replicates: v.exactOptional(
    v.pipe(
      v.record(text, text),
      v.description(
        'The score in each of 1,000 draws of each axis, and of all at once: float32, little endian, ' +
          'base64; NaN where undefined. That of a mean is the mean over its parts.',
      ),
    ),
  ),
});

const uncertaintySchema = v.union([
  measuredUncertaintySchema,
  v.object({ unavailable: v.pipe(text, v.description('Why, in a sentence.')) }),
]);

const rawScoreSchema = v.object({
  value: v.number(),
  uncertainty: v.exactOptional(
    v.pipe(
      uncertaintySchema,
      v.description('Where the ceiling changed the score: that of the score before.'),
    ),
  ),
  spread: v.exactOptional(
    v.pipe(
      v.number(),
      v.description(
        'Over splits, as Brain-Score states it. It is no standard error: splits share stimuli and neuroids.',
      ),
    ),
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

const partsSchema: v.GenericSchema<unknown, Record<string, Score>> = v.pipe(
  v.record(
    text,
    v.lazy(() => scoreSchema),
  ),
  v.description('The scores this one is the mean of, by benchmark id.'),
);

const lazyScore = v.lazy(() => scoreSchema);

const timeBinSchema = v.object({
  window: v.pipe(
    v.tuple([v.number(), v.number()]),
    v.description('Milliseconds after the onset of the stimulus; the end is not part of it.'),
  ),
  score: v.exactOptional(
    v.pipe(
      lazyScore,
      v.description(
        'Before any ceiling, with the highest that could be reached beside it, both in the same units.',
      ),
    ),
  ),
  unavailable: v.exactOptional(v.pipe(text, v.description('Why it has no score, in a sentence.'))),
});

/** Scores of one benchmark over time. */
export interface TimeCourse {
  readonly aspect: TimeAspect;
  /** Over all bins that have a score; replicates are means of those of the bins. */
  readonly mean: Score;
  /** The earliest first. */
  readonly bins: readonly ScoredBin[];
}

/** The score in one time bin; or why there is none. */
export interface ScoredBin {
  readonly window: readonly [start: number, end: number];
  readonly score?: Score;
  readonly unavailable?: string;
}

const timeCourseSchema: v.GenericSchema<unknown, TimeCourse> = v.object({
  aspect: v.pipe(
    v.picklist(timeAspects),
    v.description(
      'What was compared: responses as recorded; changes, each less its mean over all bins; or these with ' +
        'shuffled time, the control.',
    ),
  ),
  mean: v.pipe(lazyScore, v.description('The mean over bins, before any ceiling.')),
  bins: v.pipe(v.array(timeBinSchema), v.minLength(2), v.description('The earliest first.')),
});

const fields = v.object({
  value: v.pipe(v.number(), v.description('The score.')),
  spread: v.exactOptional(
    v.pipe(
      v.number(),
      v.description(
        'Over splits or subjects, in the units of value; see uncertainty for its error.',
      ),
    ),
  ),
  ceiling: v.exactOptional(
    v.pipe(
      v.number(),
      v.description('The best that a model could reach, given the noise of the recordings.'),
    ),
  ),
  ceilingSpread: v.exactOptional(v.number()),
  ceilingInterval: v.exactOptional(
    v.pipe(
      v.tuple([v.number(), v.number()]),
      v.description('95 % of the ceiling: lowest, highest.'),
    ),
  ),
  ceilingConvention: v.exactOptional(
    v.pipe(
      v.picklist(ceilingConventions),
      v.description('How value came from raw.value and ceiling.'),
    ),
  ),
  better: v.picklist(['higher', 'lower']),
  uncertainty: v.exactOptional(
    v.pipe(
      uncertaintySchema,
      v.description(
        'How far the score would lie from itself on other stimuli, neuroids or subjects.',
      ),
    ),
  ),
  raw: v.pipe(rawScoreSchema, v.description('The score before its ceiling.')),
  parts: v.exactOptional(partsSchema),
  scoreVersion: v.exactOptional(
    v.pipe(count, v.description('Of a part: the scoreVersion of its benchmark.')),
  ),
  overTime: v.exactOptional(
    v.pipe(
      timeCourseSchema,
      v.description(
        'The score in each time bin, where that was asked for or the benchmark says so.',
      ),
    ),
  ),
  metric: v.exactOptional(
    v.pipe(
      usedMetricSchema,
      v.description(
        'The metric behind the score, with every option; a mean over several has none.',
      ),
    ),
  ),
  extras: v.exactOptional(
    v.pipe(
      v.record(text, v.record(text, v.unknown())),
      v.description(
        "What only one metric has to say of its score, by the metric's id; anyone may add to it.",
      ),
    ),
  ),
  notes: v.exactOptional(
    v.pipe(v.array(text), v.description('What a reader should know, in full sentences.')),
  ),
  outOfReach: v.exactOptional(
    v.pipe(
      v.literal(true),
      v.description(
        'That data of it, or of its ceiling, could not be fetched: the notes say which. Another time they may be there.',
      ),
    ),
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

/** How far a score would lie from itself on other units than those it was measured on. */
export type Uncertainty = NonNullable<Score['uncertainty']>;

/** A metric as it was used: with defaults filled in. */
export type UsedMetric = NonNullable<Score['metric']>;

/** The schema of a score, part of that of a record. */
export const scoreSchema: v.GenericSchema<unknown, Score> = fields;
