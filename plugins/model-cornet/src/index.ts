/**
 * CORnets, networks with the four areas of the ventral stream: with random weights, or with the
 * trained ones of a PyTorch file.
 *
 * @module
 */
export { cornetFromFile } from './cornet-from-file.ts';
export { cornetModels, type RandomCornetOptions, randomCornet } from './cornet-model.ts';
export type { CornetVariant } from './cornets.ts';
export { cornetSToTrain, cornetZToTrain } from './cornets-to-train.ts';
