/**
 * A simulated ventral stream whose truth is known, as a data set: images of objects that the package
 * renders itself, V4 and IT responses to them, and choices between them.
 *
 * @module
 */
export {
  type ChoiceSettings,
  type ChoiceTruth,
  type NeuralTruth,
  type RecordingSettings,
  type SimulatedChoices,
  type SimulatedRecordings,
  type Simulation,
  type SimulationSettings,
  simulateVentral,
} from './simulate-ventral.ts';
export { type SimulatedVentral, simulatedVentral } from './simulated-ventral.ts';
export type { Region } from './sites.ts';
export { type V4Feature, v4Features } from './v4-front-end.ts';
