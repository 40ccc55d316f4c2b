/**
 * Causal language models in ONNX files, each with its tokenizer, as models of reading.
 *
 * @module
 */
export { languageModelFromOnnxFile } from './language-model-from-onnx-file.ts';
