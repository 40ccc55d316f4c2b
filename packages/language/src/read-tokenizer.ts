import { hashOwnFile, readJson, whileUnchanged } from '@ventral/files';
import { makeTokenizer, type Tokenizer } from './tokenizer.ts';

/**
 * Reads a tokenizer.json; see {@link makeTokenizer}.
 *
 * @throws VentralError `FILE_UNREADABLE` where there is none, or none that can be used
 */
export async function readTokenizer(path: string): Promise<Tokenizer> {
  await hashOwnFile(path);
  const hint = 'Give the tokenizer.json of the model, as Hugging Face publishes it.';
  return makeTokenizer(await whileUnchanged(path, () => readJson(path, hint)), path);
}
