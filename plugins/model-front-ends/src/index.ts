/**
 * What may be put before a network: sampling as of the retina, and crops at several scales as of the cortex.
 *
 * @module
 */
export { type CorticalOptions, corticalSampling } from './cortical-sampling.ts';
export type { Fixation } from './fixations.ts';
export {
  corticalCentreFromOnnxFile,
  corticalFromOnnxFile,
  retinalCentreFromOnnxFile,
  retinalFromOnnxFile,
} from './from-onnx-file.ts';
export { type RetinalOptions, retinalSampling } from './retinal-sampling.ts';
export {
  corticalCentreFrontEnd,
  corticalFrontEnd,
  retinalCentreFrontEnd,
  retinalFrontEnd,
} from './training-front-ends.ts';
