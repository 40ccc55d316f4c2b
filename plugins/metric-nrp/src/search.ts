import { VentralError } from '@ventral/errors';
import { mean, standardError } from '@ventral/numerics';
import type { Configuration } from './configurations.ts';
import type { Outcome } from './train-predictors.ts';

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

/** A split, by the configuration that its validation images chose. */
export interface ChosenOutcome {
  readonly configuration: number;
  /** Mean absolute error of each site on the test images, in standard deviations. */
  readonly testErrors: readonly number[];
  /** As in an {@link Outcome}. */
  readonly testPredictions: string;
}

/**
 * Chooses a configuration in each split, by the split's own validation images, so that its test
 * images decide nothing.
 *
 * @param outcomes by split and configuration
 * @param unitsOf what a standard deviation of each site is in the units of the score, by split
 * @returns the choices, and validation errors by split and configuration
 * @throws VentralError `TRAINING_DIVERGED` where every configuration diverged in a split
 */
export function chooseConfigurations(
  outcomes: readonly (readonly Outcome[])[],
  unitsOf: readonly Float64Array[],
): { readonly chosen: readonly ChosenOutcome[]; readonly errors: readonly (number | null)[][] } {
  const errors = outcomes.map((ofSplit, split) =>
    ofSplit.map((outcome) =>
      'diverged' in outcome
        ? null
        : mean(outcome.validationErrors.map((error, site) => error * unitsOf[split]![site]!)),
    ),
  );
  const chosen = outcomes.map((ofSplit, split) => {
    const configuration = indexOfLowest(errors[split]!);
    const outcome = ofSplit[configuration] as Outcome;
    if ('diverged' in outcome) throw divergence(outcome.diverged, ofSplit.length);
    const { testErrors, testPredictions } = outcome;
    return { configuration, testErrors, testPredictions };
  });
  return { chosen, errors };
}

/**
 * The whole search, for the record.
 *
 * @param parameterCounts of each configuration
 * @param outcomes by split and configuration, as are validation errors
 */
export function describeSearch(
  configurations: readonly Configuration[],
  parameterCounts: readonly number[],
  outcomes: readonly (readonly Outcome[])[],
  errors: readonly (readonly (number | null)[])[],
  chosen: readonly ChosenOutcome[],
): Search {
  const tried = configurations.map((configuration, index) => {
    const perSplit = errors.map((ofSplit) => ofSplit[index] ?? null);
    const known = perSplit.filter((error) => error !== null);
    const whole = known.length === perSplit.length;
    return {
      options: { ...configuration },
      parameterCount: parameterCounts[index]!,
      validationError: whole ? mean(known) : null,
      ...(whole && known.length > 1 ? { validationErrorError: standardError(known) } : {}),
      validationPerSplit: perSplit,
      epochsPerSplit: outcomes.map((ofSplit) => {
        const outcome = ofSplit[index] as Outcome;
        return 'diverged' in outcome ? null : outcome.epochs;
      }),
      chosenInSplits: [...chosen.keys()].filter((split) => chosen[split]?.configuration === index),
    };
  });
  const errorOf = (index: number) => tried[index]?.validationError ?? Number.POSITIVE_INFINITY;
  const best = indexOfLowest(tried.map(({ validationError }) => validationError));
  const limit = errorOf(best) + (tried[best]?.validationErrorError ?? 0);
  const sweetSpot = [...tried.keys()]
    .filter((index) => errorOf(index) <= limit)
    .reduce(
      (least, index) => (parameterCounts[index]! < parameterCounts[least]! ? index : least),
      best,
    );
  return { configurations: tried, best, sweetSpot };
}

function indexOfLowest(values: readonly (number | null)[]): number {
  const known = values.map((value) => value ?? Number.POSITIVE_INFINITY);
  return known.indexOf(Math.min(...known));
}

function divergence(message: string, count: number): VentralError {
  return new VentralError(
    'TRAINING_DIVERGED',
    count === 1 ? message : `Each of ${count} configurations diverged. ${message}`,
    { hint: 'Lower the learning rate, such as with --option learningRate=0.0001.' },
  );
}
