import type { UsedMetric } from '@ventral/core';
import type { SimulationSettings } from './simulation.ts';

/** One thing that is known beforehand, and what was found. */
export interface CalibrationCheck {
  /** Permanent. */
  readonly id: 'limit' | 'leakage' | 'noise' | 'false-positives' | 'recovery';
  /** What has to be so, as a sentence. */
  readonly title: string;
  /** What is known beforehand. */
  readonly expected: number;
  readonly found: number;
  /** Standard error of `found`. */
  readonly error: number;
  /** Interval in which `found` has to lie, give or take two of its errors. */
  readonly accepted: readonly [least: number, most: number];
  readonly passed: boolean;
}

/** How often the truth is found in simulations of one size. */
export interface PowerPoint {
  /** What is varied; all else is as in {@link CalibrationSettings}. */
  readonly factor: PowerFactor;
  readonly size: number;
  /** Share of the simulations in which the true generator scored best, in [0, 1]. */
  readonly recovered: number;
  /** Standard error of `recovered`. */
  readonly error: number;
}

/** A size on which power depends. */
export type PowerFactor = 'stimuli' | 'sites' | 'repeats';

/** Sizes of an audit. */
export interface CalibrationSettings {
  /** First seed; every simulation has its own. */
  readonly seed: number;
  readonly stimuli: number;
  /** Of recordings. */
  readonly sites?: number;
  /** Of each stimulus; for choices, of each stimulus with each alternative. */
  readonly repeats: number;
  /** Simulations in which the true generator is looked for. */
  readonly simulations: number;
  /** Models without any relation to the data that are tested. */
  readonly noiseModels: number;
  /** Sizes to measure power at, by factor. */
  readonly power: Readonly<Partial<Record<PowerFactor, readonly number[]>>>;
}

/** What an audit of a metric found; plain JSON. */
export interface Calibration {
  readonly metric: UsedMetric;
  /** Id of the simulated data set. */
  readonly dataset: string;
  /** The recorded region, or `behavior`. */
  readonly region: string;
  readonly settings: CalibrationSettings;
  /** Mean score of whatever could have made the data: each stage of the brain, or each observer. */
  readonly generators: Readonly<Record<string, number>>;
  /** The one that did. */
  readonly trueGenerator: string;
  readonly checks: readonly CalibrationCheck[];
  /** p-value of each model without relation; uniform where the metric is sound. */
  readonly pValues: readonly number[];
  readonly power: readonly PowerPoint[];
}

/** The size of the simulations of an audit. */
export function sizeOf({
  stimuli,
  sites,
  repeats,
}: CalibrationSettings): Omit<SimulationSettings, 'seed'> {
  return { stimuli, repeats, ...(sites === undefined ? {} : { sites }) };
}
