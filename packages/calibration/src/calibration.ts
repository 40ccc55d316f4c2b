import type { UsedMetric } from '@ventral/core';

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
  /** Share of the simulations in which the true stage scored best, in [0, 1]. */
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
  readonly sites: number;
  readonly repeats: number;
  /** Simulations in which the true stage is looked for. */
  readonly simulations: number;
  /** Models without any relation to the recordings that are tested. */
  readonly noiseModels: number;
  /** Sizes to measure power at, by factor. */
  readonly power: Readonly<Record<PowerFactor, readonly number[]>>;
}

/** What an audit of a metric found; plain JSON. */
export interface Calibration {
  readonly metric: UsedMetric;
  /** Id of the simulated data set. */
  readonly dataset: string;
  readonly region: string;
  readonly settings: CalibrationSettings;
  /** Mean score of each stage of the simulated brain, in the order of computation. */
  readonly stages: Readonly<Record<string, number>>;
  /** The stage from which the recordings come. */
  readonly trueStage: string;
  readonly checks: readonly CalibrationCheck[];
  /** p-value of each model without relation; uniform where the metric is sound. */
  readonly pValues: readonly number[];
  readonly power: readonly PowerPoint[];
}
