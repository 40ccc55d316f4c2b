/**
 * BaseNets: AlexNet-like networks of six convolutions and one fully connected layer.
 *
 * @module
 */
export { basenet } from './basenet.ts';
export { type BasenetOptions, basenetModel } from './basenet-model.ts';
export { type BasenetHyperparameters, basenetNetwork } from './basenet-network.ts';
export { basenetRandom } from './basenet-random.ts';
export { basenetToTrain } from './basenet-to-train.ts';
export { encodeParameters, readParameters } from './parameter-file.ts';
export { type BasenetTraining, type TrainingStage, trainBasenet } from './train-basenet.ts';
