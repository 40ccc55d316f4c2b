/** The names of all {@link CeilingConvention}s. */
export const ceilingConventions = ['raw', 'r/c', '(r/c)^2', 'r^2/c', 'r/sqrt(c)'] as const;

/**
 * How a raw score is related to its ceiling `c`: `r^2/c` is Brain-Score's of recordings since 2026,
 * `r/sqrt(c)` its of behaviour.
 */
export type CeilingConvention = (typeof ceilingConventions)[number];

/** A score before its ceiling is taken into account. */
export interface RawScore {
  readonly value: number;
  /** Standard error over splits, where there are several. */
  readonly error?: number;
  /** One value a cross-validation split. */
  readonly perSplit?: readonly number[];
  /** One value a neuroid, averaged over splits; `null` where it is undefined. */
  readonly perNeuroid?: readonly (number | null)[];
  /** One value a subject, by name, where subjects are compared one by one; `null` where undefined. */
  readonly perSubject?: Readonly<Record<string, number | null>>;
}

/** A metric as it was used: with defaults filled in. */
export interface UsedMetric {
  readonly id: string;
  readonly scoreVersion: number;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A simpler way to compare, on the same splits. */
export interface Baseline {
  readonly id: string;
  readonly title: string;
  /** In the units of the score it stands beside. */
  readonly value: number;
  readonly error?: number;
  /** Coefficient of determination on the test stimuli, averaged over neuroids and splits. */
  readonly r2?: number;
  readonly perSplit?: readonly number[];
}

/** One point of a search. */
export interface SearchedConfiguration {
  /** Options of the metric, each with one value, and `layers`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Numbers that are fitted. */
  readonly parameterCount: number;
  /** Mean over splits; `null` where it could not be fitted. */
  readonly validationError: number | null;
  readonly validationErrorError?: number;
  readonly validationPerSplit: readonly (number | null)[];
  readonly epochsPerSplit: readonly (number | null)[];
  /** Splits, counted from 0, whose score is this configuration's. */
  readonly chosenInSplits: readonly number[];
}

/** The search behind a score. */
export interface Search {
  readonly configurations: readonly SearchedConfiguration[];
  /** Index of the lowest validation error. */
  readonly best: number;
  /** Index of the smallest configuration within one standard error of the best. */
  readonly sweetSpot: number;
}

/** How brain-like, as a number with its context; plain JSON. */
export interface Score {
  readonly value: number;
  /** In the units of `value`. */
  readonly error?: number;
  /** The best that a model could reach, given the noise of the recordings. */
  readonly ceiling?: number;
  readonly ceilingError?: number;
  /** How `value` came from `raw.value` and `ceiling`. */
  readonly ceilingConvention?: CeilingConvention;
  readonly better: 'higher' | 'lower';
  readonly raw: RawScore;
  /** The scores this one is the mean of, by benchmark id. */
  readonly parts?: Readonly<Record<string, Score>>;
  /** The metric behind the score, with every option; a mean over different ones has none. */
  readonly metric?: UsedMetric;
  readonly baseline?: Baseline;
  /** How the configuration was chosen, where several were tried. */
  readonly search?: Search;
  /** What a reader should know, in full sentences. */
  readonly notes?: readonly string[];
  /** sha256 over the splits, so that two scores can be seen to share them. */
  readonly splitsDigest?: string;
}
