/**
 * VOneBlock: fixed Gabor filters with the properties of cells in macaque V1, as a model.
 *
 * @module
 */
export type { Noise } from './add-noise.ts';
export type { SpikeNoise } from './add-spikes.ts';
export {
  noisyVoneFromOnnxFile,
  type VoneFileOptions,
  voneFromOnnxFile,
} from './vone-from-onnx-file.ts';
export { noisyVoneFrontEnd, voneFrontEnd } from './vone-front-end.ts';
export { spikesPerResponse, type VoneOptions, vone, voneModel } from './vone-model.ts';
