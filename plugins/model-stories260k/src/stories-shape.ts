import type { LlamaShape } from './llama.ts';

/** Sizes of the Llama of 260,000 parameters. */
export const storiesShape: LlamaShape = {
  width: 64,
  hidden: 172,
  layers: 5,
  heads: 8,
  keyHeads: 4,
  vocabulary: 512,
  context: 512,
};
