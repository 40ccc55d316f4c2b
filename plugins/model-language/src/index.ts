/**
 * Causal language models in ONNX files, each with its tokenizer, as models of reading.
 *
 * @module
 */
export { modelFromOnnxFile } from './model-from-onnx-file.ts';
