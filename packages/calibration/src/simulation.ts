import type { Assembly, FeatureMatrix } from '@ventral/arrays';
import type { Dataset, RunContext } from '@ventral/core';

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

/** A simulated brain: data whose truth is known. */
export interface Simulation {
  /** What each stage of the brain says of what it was shown, in the order of computation. */
  readonly stages: ReadonlyMap<string, FeatureMatrix>;
  readonly regions: Readonly<Record<string, SimulatedRecordings>>;
}

/** How many choices are simulated; what is left out is as in the data set itself. */
export interface ChoiceSimulationSettings {
  /** Of every random choice: another seed is other observers who are shown other images. */
  readonly seed: number;
  /** Number of stimuli. */
  readonly stimuli?: number;
  /** Number of times each stimulus is shown with each alternative. */
  readonly repeats?: number;
}

/** Choices between objects that were simulated, with the truth behind them. */
export interface ChoiceSimulation {
  /** Along `presentation`, with the coordinates `stimulus_id`, `sample_obj`, `dist_obj` and `choice`. */
  readonly trials: Assembly;
  /** Who could have made the choices, by name: probabilities, `presentation x choice`. */
  readonly observers: ReadonlyMap<string, Assembly>;
  /** The one who did. */
  readonly observer: string;
  /**
   * How well two halves of the trials agree on average, by the id of a metric on probabilities; known
   * from the simulation and not estimated.
   */
  readonly agreements: Readonly<Record<string, number>>;
}

/** A data set that draws its data anew, with the truth behind them. */
export interface SimulatedDataset<Loaded = unknown> extends Dataset<Loaded> {
  /** Draws recordings. */
  simulate(settings: SimulationSettings, context: RunContext): Promise<Simulation>;
  /** Draws choices; absent where none are simulated. */
  simulateChoices?(
    settings: ChoiceSimulationSettings,
    context: RunContext,
  ): Promise<ChoiceSimulation>;
}
