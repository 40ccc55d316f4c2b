import * as v from 'valibot';

/** What can be chosen about trial halves. */
export interface TrialHalvesOptions {
  /**
   * Seed of the trial halves, from 0 to 2^32 - 1; published scores use 0. It is an option of its
   * own, because the seed of a run is that of splits of stimuli, for which they use 1.
   * @default 0
   */
  readonly seed: number;
  /**
   * Whether to leave out values of d' that trials or probabilities leave undefined, which is an
   * error otherwise; Brain-Score does for the ceiling on its public images.
   * @default false
   */
  readonly skipUndefined: boolean;
}

type Entries = {
  readonly [Name in keyof TrialHalvesOptions]: v.OptionalSchema<
    v.GenericSchema<TrialHalvesOptions[Name]>,
    TrialHalvesOptions[Name]
  >;
};

/** Schema entries of {@link TrialHalvesOptions}, for metrics that have further options. */
export const trialHalvesEntries: Entries = {
  seed: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(2 ** 32 - 1),
      v.description('Seed of the trial halves.'),
    ),
    0,
  ),
  skipUndefined: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Leaves out what has no d' because it is in too few trials."),
    ),
    false,
  ),
};
