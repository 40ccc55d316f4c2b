import type { Model } from '@ventral/core';
import { languageModel } from '@ventral/language';
import { buildModel } from '@ventral/onnx';
import { piecesFile } from './files.ts';
import { llamaGraph } from './llama-graph.ts';
import { randomLlama } from './random-llama.ts';
import { storiesShape } from './stories-shape.ts';
import { readTokenizer } from './stories260k.ts';

const seed = 0;

/**
 * The Llama of `stories260k` before it learned anything, with the same tokenizer: what can be said of reading by a
 * network of this form alone.
 */
export const stories260kRandom: Model = languageModel({
  id: 'stories260k-random',
  title: 'Llama of 260,000 parameters, untrained',
  files: [piecesFile],
  network: async () => buildModel(llamaGraph(randomLlama(storiesShape, seed))),
  tokenizer: readTokenizer,
  contextLength: storiesShape.context,
});
