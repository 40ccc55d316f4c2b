/**
 * Causal language models in ONNX as models: tokenizers, surprisal in bits, hidden states, the next word.
 *
 * @module
 */
export type { CausalInputs } from './causal-inputs.ts';
export type { CausalNetwork } from './causal-network.ts';
export type { HiddenState } from './hidden-states.ts';
export { type LanguageModelDescription, languageModel } from './language-model.ts';
export { type OpenReader, openReader, type ReaderDescription } from './open-reader.ts';
export { surprisalLayer } from './read-spans.ts';
export { readTokenizer } from './read-tokenizer.ts';
export type { Reader } from './reader.ts';
export { type TokenSurprisals, tokenSurprisals } from './token-surprisals.ts';
export { makeTokenizer, type Tokenizer, type Tokens } from './tokenizer.ts';
