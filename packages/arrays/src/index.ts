/**
 * The arrays of Ventral: labelled assemblies, feature matrices of any size, stimulus sets, and the
 * .npy codec. Plain data and pure functions; nothing here touches a disk or a network.
 *
 * @module
 */
export {
  type Assembly,
  type Coordinate,
  type CoordinateValue,
  coordinate,
  createAssembly,
  dimensionSize,
  selectAlong,
} from './assembly.ts';
export {
  averageGroups,
  averageRepetitions,
  type Groups,
  stimulusGroups,
} from './average-groups.ts';
export {
  type FeatureBlock,
  type FeatureMatrix,
  featureMatrix,
  selectStimuli,
} from './feature-matrix.ts';
export { widenHalves } from './half-precision.ts';
export { joinFeatures } from './join-features.ts';
export { type LabelledStimuli, labelledStimuli } from './labelled-stimuli.ts';
export { matchStimuli } from './match-stimuli.ts';
export { countValues, type NdArray } from './nd-array.ts';
export {
  decodeNpy,
  decodeNpyValues,
  encodeNpy,
  encodeNpyHeader,
  type NpyArray,
  type NpyArrays,
  type NpyHeader,
  type NpyType,
  parseNpyHeader,
} from './npy.ts';
export { readOneColumn } from './read-one-column.ts';
export { requireRecordings } from './recordings.ts';
export { type Responses, readPredictableResponses, readResponses } from './responses.ts';
export type { RgbImage, Stimulus, StimulusKind, StimulusSet } from './stimulus-set.ts';
export type { TextSpan } from './text-span.ts';
export {
  averageTimeBins,
  averageWindows,
  hasTime,
  nearestWindow,
  type RecordedBin,
  selectTimeBins,
  splitTimeBins,
  type TimeBin,
} from './time-bins.ts';
export { transpose } from './transpose.ts';
export { columnsVary, valuesVary } from './values-vary.ts';
export { wordSpans } from './word-spans.ts';
