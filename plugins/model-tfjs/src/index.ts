/**
 * TensorFlow.js networks as models: converted from Keras and TensorFlow, of layers or a graph.
 *
 * @module
 */
export { modelFromTfjsFile } from './model-from-tfjs-file.ts';
export { type TfjsModelDescription, tfjsModel } from './tfjs-model.ts';
