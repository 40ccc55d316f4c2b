/**
 * A simulated ventral stream whose truth is known, as a data set: images of objects that the package
 * renders itself, V1, V4 and IT responses to them, and choices between them.
 *
 * @module
 */
export type { StreamTruth, VentralStream } from './record-stream.ts';
export type { Latencies } from './response-course.ts';
export {
  type ChoiceSettings,
  type ChoiceTruth,
  type NeuralTruth,
  type RecordingSettings,
  type SimulatedChoices,
  type StreamSettings,
  simulateVentral,
  type VentralRecordings,
  type VentralSimulation,
  type VentralSimulationSettings,
} from './simulate-ventral.ts';
export { type SimulatedVentral, simulatedVentral } from './simulated-ventral.ts';
export type { Region } from './sites.ts';
export { type V1Feature, v1Features } from './v1-front-end.ts';
export { type V4Feature, v4Features } from './v4-front-end.ts';
