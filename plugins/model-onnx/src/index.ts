/**
 * ONNX networks as models: any file, and the classification networks of the ONNX model zoo.
 *
 * @module
 */
export { modelFromFile } from './model-from-file.ts';
export { type OnnxModelDescription, onnxModel } from './onnx-model.ts';
export { zooModels } from './zoo-models.ts';
