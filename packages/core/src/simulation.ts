import type { Assembly, FeatureMatrix, StimulusSet } from '@ventral/assembly';

/** How large a simulation is; what is left out is as in the data set itself. */
export interface SimulationSettings {
  /** Of every random choice: another seed is another brain, shown others of the same images. */
  readonly seed: number;
  /** Number of stimuli, at most that of the data set. */
  readonly stimuli?: number;
  /** Number of recorded sites in each region. */
  readonly sites?: number;
  /** Number of times each stimulus is shown. */
  readonly repeats?: number;
}

/** Recordings of one region, with the truth behind them. */
export interface SimulatedRecordings {
  /** Averaged over repeats: `presentation x neuroid`, in the order of the stimuli. */
  readonly recordings: Assembly;
  /** The stage of the simulated brain from which the responses come. */
  readonly stage: string;
  /** Responses without noise, `stimuli x sites`. */
  readonly responses: FeatureMatrix;
  /**
   * Share of each site's variance over stimuli that is no noise, in [0, 1], known from the simulation
   * and not estimated: the square of the highest correlation that a prediction can reach.
   */
  readonly reliabilities: readonly number[];
}

/** Choices of simulated observers, with the truth behind them. */
export interface SimulatedBehaviour {
  /** Trials, as the data set's: one choice a presentation. */
  readonly trials: Assembly;
  /**
   * Probabilities behind the choices, `presentation x choice`, by who would give them: first of an
   * observer who sees what differs between images, then of ones who see less.
   */
  readonly observers: ReadonlyMap<string, Assembly>;
  /** Expected consistency of two halves of the trials. */
  readonly ceiling: number;
}

/** A simulated brain and what it was shown: data whose truth is known. */
export interface Simulation {
  readonly stimuli: StimulusSet;
  /** What each stage of the brain says of the stimuli, in the order of computation. */
  readonly stages: ReadonlyMap<string, FeatureMatrix>;
  readonly regions: Readonly<Record<string, SimulatedRecordings>>;
  readonly behaviour?: SimulatedBehaviour;
}
