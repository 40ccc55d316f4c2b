import { readFile } from 'node:fs/promises';
import type { Model, PinnedFile, RunContext } from '@ventral/core';
import { fetchFile, whileUnchanged } from '@ventral/files';
import { languageModel } from '@ventral/language';
import { buildModel } from '@ventral/onnx';
import { piecesFile, weightsFile } from './files.ts';
import { readLlama } from './llama.ts';
import { llamaGraph } from './llama-graph.ts';
import { readLlamaTokenizer } from './llama-tokenizer.ts';
import { storiesShape } from './stories-shape.ts';

const citation =
  'Eldan, R. & Li, Y. (2023). TinyStories: how small can language models be and still speak coherent English? ' +
  'arXiv:2305.07759; weights: Karpathy, A. (2023). llama2.c';

/**
 * The Llama of 260,000 parameters of llama2.c, trained on TinyStories: 5 blocks of 64 numbers, 512 pieces, 512 tokens at
 * once. It is built from the published weights when it is opened, 1.1 MB in all.
 *
 * Reference: https://doi.org/10.48550/arXiv.2305.07759
 */
export const stories260k: Model = languageModel({
  id: 'stories260k',
  title: 'Llama of 260,000 parameters, trained on TinyStories',
  citation,
  licence: 'MIT',
  files: [weightsFile, piecesFile],
  network: async (context) =>
    buildModel(llamaGraph(readLlama(await bytesOf(weightsFile, context)))),
  tokenizer: readTokenizer,
  contextLength: storiesShape.context,
});

/** Reads the tokenizer of 512 pieces, as the content of a tokenizer.json. */
export async function readTokenizer(context: RunContext): Promise<object> {
  return readLlamaTokenizer(await bytesOf(piecesFile, context));
}

async function bytesOf(file: PinnedFile, context: RunContext): Promise<Uint8Array> {
  const path = await fetchFile(file, context);
  return whileUnchanged(path, () => readFile(path));
}
