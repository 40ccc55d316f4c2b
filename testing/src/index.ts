/**
 * What the tests of this workspace share: the reference material, suites that need it, a server of
 * files, and made images with what a model says of them.
 *
 * @module
 */
export {
  activationsOf,
  type BrightnessModel,
  type BrightnessSettings,
  brightnessModel,
  imageAt,
  someStimuli,
} from './brightness-model.ts';
export { type Bucket, openBucket } from './bucket.ts';
export { collectActivations } from './collect-activations.ts';
export { expectSlopes, type SlopeSettings } from './expect-slopes.ts';
export {
  type GoldenNrpFacts,
  goldenNrpNetwork,
  readGoldenNrp,
  readGoldenNrpFacts,
  readGoldenNrpParameters,
} from './golden-nrp.ts';
export { madeRecordings } from './made-recordings.ts';
export { madeImage, madeStimuli } from './made-stimuli.ts';
export {
  errorOverSpread,
  measuredUncertainty,
  standardErrorOver,
} from './measured-uncertainty.ts';
export {
  codeOf,
  installed,
  manifestOf,
  type PluginPackage,
  pluginPackage,
  project,
} from './plugin-package.ts';
export { describeReference, referenceFolder, referencePath } from './reference.ts';
export { describeAdapter } from './software-adapter.ts';
export { describeStore } from './store-suite.ts';
export { type Files, makeFolder, type TemporaryFolder } from './temporary-folder.ts';
export { type NetcdfContent, writeNetcdf } from './write-netcdf.ts';
