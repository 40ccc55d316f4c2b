import type { Assembly } from '@ventral/arrays';
import type { MetricSources, Score } from '@ventral/core';
import type { RandomState } from '@ventral/numerics';
import type { CalibrationSettings } from './calibration.ts';
import type { SimulationSettings } from './simulation.ts';

/** What audited metrics compare with data: a model's features, or its probabilities of choices. */
export type AuditedSource = 'features' | 'probabilities';

/** Simulated data, drawn once, and what is known of them. */
export interface Drawn<Source extends AuditedSource> {
  /** What could have made the data, by name: stages of a brain, or observers. */
  readonly generators: ReadonlyMap<string, MetricSources[Source]>;
  /** The one that did. */
  readonly trueGenerator: string;
  /** What a metric compares them with. */
  readonly target: Assembly;
  /** The data without noise, where that is something else than the true generator. */
  readonly noiseless?: MetricSources[Source];
  /** The highest raw value that noise allows the metric of a score; undefined where it is not known. */
  limitOf(score: Score): number | undefined;
}

/** What metrics of one kind of source are audited on. */
export interface Subject<Source extends AuditedSource> {
  /** A region, or `behavior`. */
  readonly region: string;
  /** Sizes where nothing else is said. */
  readonly sizes: Pick<CalibrationSettings, 'stimuli' | 'sites' | 'repeats' | 'power'>;
  /** Small data: thousands of scores are computed on them. */
  readonly smallest: Omit<SimulationSettings, 'seed'>;
  /** What checks that differ between subjects have to say. */
  readonly titles: Readonly<Record<'recovery' | 'limit', string>>;
  /** Draws data; what is left out is as in the data set itself. */
  draw(size: SimulationSettings): Promise<Drawn<Source>>;
  /** A model that has nothing to do with the data. */
  noiseModel(drawn: Drawn<Source>, random: RandomState): MetricSources[Source];
  /** The same model, what it says of each stimulus given to another one at random. */
  permuteStimuli(source: MetricSources[Source], random: RandomState): MetricSources[Source];
}
