import { createHash } from 'node:crypto';
import { hashOwnFile } from '@ventral/files';
import { contextRule } from './context-windows.ts';
import type { Reader } from './reader.ts';
import { spanRule } from './span-tokens.ts';

/** Raised whenever the same network and tokenizer would give other values. */
const adapterVersion = 1;

/**
 * The digest of a language model: of its content, its tokenizer, and how texts are read. File names and places do not
 * matter.
 *
 * @param contents the network, the files that hold its weights, and the tokenizer: paths, or bytes in memory
 */
export async function languageDigest(
  contents: readonly (string | Uint8Array)[],
  { contextLength, windowsBegin }: Reader,
): Promise<string> {
  const hashes: string[] = [];
  for (const content of contents) {
    if (typeof content === 'string') hashes.push((await hashOwnFile(content)).sha256);
    else hashes.push(createHash('sha256').update(content).digest('hex'));
  }
  const read = { contextLength, windowsBegin, contextRule, spanRule };
  return createHash('sha256')
    .update(JSON.stringify({ adapterVersion, hashes, ...read }))
    .digest('hex');
}
