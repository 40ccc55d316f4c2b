/**
 * TensorFlow.js networks as models: converted from Keras and TensorFlow, of layers or a graph.
 *
 * @module
 */
export { modelFromFile } from './model-from-file.ts';
export { type TfjsModelDescription, tfjsModel } from './tfjs-model.ts';
