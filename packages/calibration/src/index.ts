/**
 * Audits of metrics on simulated recordings whose truth is known.
 *
 * @module
 */
export { type AnyMetric, type CalibrationTask, calibrateMetric } from './calibrate-metric.ts';
export type {
  Calibration,
  CalibrationCheck,
  CalibrationSettings,
  PowerFactor,
  PowerPoint,
} from './calibration.ts';
export {
  type Coverage,
  type CoveragePool,
  type CoverageSettings,
  type DrawnRecording,
  type DrawnScores,
  measureCoverage,
} from './measure-coverage.ts';
export type {
  ChoiceSimulation,
  ChoiceSimulationSettings,
  SimulatedDataset,
  SimulatedRecordings,
  Simulation,
  SimulationSettings,
} from './simulation.ts';
