import type { PinnedFile } from './pinned-file.ts';
import { apiVersion, type PluginDescription } from './plugin.ts';
import type { RunContext } from './run-context.ts';
import type {
  ChoiceSimulation,
  ChoiceSimulationSettings,
  Simulation,
  SimulationSettings,
} from './simulation.ts';

/** What a data set package says of its data. */
export interface DatasetDescription<Loaded> extends PluginDescription {
  readonly species: string;
  /** Recorded regions, such as `['V4']`; empty for behaviour. */
  readonly regions: readonly string[];
  /** Every file of the data set, pinned; fetched only when `load` needs it. */
  readonly files: readonly PinnedFile[];
  /**
   * Loads one part of the data, such as a recording session.
   *
   * @param part one of `parts`; a data set without parts is loaded whole
   */
  load(context: RunContext, part?: string): Promise<Loaded>;
  /** Names of the parts that can be loaded apart. */
  readonly parts?: readonly string[];
  /** The files that `load(context, part)` reads; all of them where this is absent. */
  filesOf?(part: string): readonly PinnedFile[];
  /** Draws recordings anew, with the truth behind them; of simulated data alone. */
  simulate?(settings: SimulationSettings, context: RunContext): Promise<Simulation>;
  /** Draws choices anew, with the truth behind them; of simulated data alone. */
  simulateChoices?(
    settings: ChoiceSimulationSettings,
    context: RunContext,
  ): Promise<ChoiceSimulation>;
}

/** Stimuli with recordings or behaviour, as a plugin. */
export interface Dataset<Loaded = unknown> extends DatasetDescription<Loaded> {
  readonly kind: 'dataset';
  readonly apiVersion: number;
  readonly scoreVersion: number;
}

/** Makes a data set plugin. */
export function defineDataset<Loaded>(description: DatasetDescription<Loaded>): Dataset<Loaded> {
  return Object.freeze({ scoreVersion: 1, ...description, kind: 'dataset', apiVersion });
}
