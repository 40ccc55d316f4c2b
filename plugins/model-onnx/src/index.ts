/**
 * ONNX networks as models: any file, and the classification networks of the ONNX model zoo.
 *
 * @module
 */
export { modelFromOnnxFile } from './model-from-onnx-file.ts';
export { type OnnxModelDescription, onnxModel } from './onnx-model.ts';
export { zooModels } from './zoo-models.ts';
