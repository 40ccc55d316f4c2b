import type { PinnedFile } from '@ventral/core';

const source =
  'https://raw.githubusercontent.com/ytmytm/llama2.c64/12b5bec82eb980362b8a7bfe86992a552a492481/';

function pinned(name: string, bytes: number, digest: string): PinnedFile {
  const hash = { algorithm: 'sha256', digest } as const;
  return { path: `stories260k-llama2/${name}`, urls: [`${source}${name}`], hash, bytes };
}

/** The weights, as llama2.c holds them. */
export const weightsFile: PinnedFile = pinned(
  'stories260K.bin',
  1_056_540,
  'b0a507e7ad0f626624f17112325e66691f9076d622e1d3274d103d00299f2696',
);

/** The pieces of its tokenizer, with their scores. */
export const piecesFile: PinnedFile = pinned(
  'tok512.bin',
  6227,
  '037cb335abb25d1fa9e8ecae30ed2a3a8ace9302862ebcdc05d51a6bbb10c312',
);
