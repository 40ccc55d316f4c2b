/**
 * What can be told from neuroids, and when: decoding by cross-validation over examples, its invariance to position,
 * reliability over time. Pure functions on assemblies, of neurons and of units of a network alike.
 *
 * @module
 */
export {
  type DecodedBin,
  type DecodedInvariance,
  type DecodedPositions,
  type DecodingOptions,
  decodeAcrossTime,
  decodeInvariance,
  decodePopulation,
} from './decode-population.ts';
export { type DecoderName, decoders } from './decoder.ts';
export {
  drawPopulation,
  type Population,
  type PopulationDesign,
  withoutNeuroids,
} from './population.ts';
export { type ReliabilityOverTime, reliabilityOverTime } from './reliability-over-time.ts';
export {
  type SlidingWindows,
  slideWindows,
  sumWindows,
  type TimeWindow,
} from './time-windows.ts';
