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
  /**
   * What only one metric has to say of its score, by the metric's id: `{ nrp: { baseline, search } }`.
   * Anyone may add to it; plain JSON.
   */
  readonly extras?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What a reader should know, in full sentences. */
  readonly notes?: readonly string[];
  /** sha256 over the splits, so that two scores can be seen to share them. */
  readonly splitsDigest?: string;
}
