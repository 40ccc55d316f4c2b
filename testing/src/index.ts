/**
 * What the tests of this workspace share: the reference material, suites that need it, a server of
 * files, and made images with what a model says of them.
 *
 * @module
 */
export { type Bucket, openBucket } from './bucket.ts';
export { collectActivations } from './collect-activations.ts';
export {
  type GoldenNrpFacts,
  goldenNrpNetwork,
  readGoldenNrp,
  readGoldenNrpFacts,
  readGoldenNrpParameters,
} from './golden-nrp.ts';
export { madeImage, madeStimuli } from './made-stimuli.ts';
export { describeReference, referenceFolder, referencePath } from './reference.ts';
