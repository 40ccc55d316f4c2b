import type { PinnedFile, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFile, hashOwnFile, whileUnchanged } from '@ventral/files';
import { externalFiles, readModel } from '@ventral/onnx';
import { causalNetwork } from './causal-network.ts';
import { languageDigest } from './language-digest.ts';
import { readTokenizer } from './read-tokenizer.ts';
import { type Reader, requireTokenizer } from './reader.ts';
import { requireCausal } from './require-causal.ts';
import { statedContext } from './stated-context.ts';
import { makeTokenizer } from './tokenizer.ts';

/** What a language model is read from, and how it reads. */
export interface ReaderDescription {
  /** What messages call a model that is built in memory. */
  readonly id: string;
  /**
   * A causal language model in ONNX: path of a file, a pinned file, or what builds the network in memory when it is
   * opened (`buildModel` of `@ventral/onnx`).
   */
  readonly network: string | PinnedFile | ((context: RunContext) => Promise<Uint8Array>);
  /**
   * Its tokenizer.json: path of the file, a pinned file, or what makes its content in memory.
   */
  readonly tokenizer: string | PinnedFile | ((context: RunContext) => Promise<object>);
  /**
   * Tokens that the model takes at once, at least 2. Longer texts are read in windows of so many, each begun half of
   * it after the one before; every token counts once, with at least half a context before it.
   * @default what the network or a config.json beside it states; else texts of more than 512 tokens are refused
   */
  readonly contextLength?: number | undefined;
  /**
   * Whether the first token of a window inside a text is replaced by that with which texts begin.
   * @default false
   */
  readonly windowsBegin?: boolean;
}

/** A reader with what it was read from. */
export interface OpenReader extends Reader {
  readonly digest: string;
  /** Paths of the files of the network and the tokenizer, where these are files, and of what states the context. */
  readonly files: readonly string[];
}

/**
 * Opens a language model and its tokenizer.
 *
 * @throws VentralError `TOKENIZER_MISMATCH` where they do not belong together
 * @throws VentralError `MODEL_INPUT_MISMATCH`, `MODEL_UNREADABLE`, `MODEL_IN_TRAINING` for what is no causal language model
 * @throws VentralError `FILE_UNREADABLE` for what is no tokenizer
 */
export async function openReader(
  description: ReaderDescription,
  context: RunContext,
): Promise<OpenReader> {
  const { id, network: source, tokenizer: rules, windowsBegin = false } = description;
  const name = typeof source === 'string' ? source : id;
  const content = await found(source, context);
  const ofTokens = await found(rules, context);
  const files = [content, ofTokens].filter((one) => typeof one === 'string');
  for (const file of files) await hashOwnFile(file);
  return whileUnchanged(files, async () => {
    const read = await readModel(content);
    const causal = await causalNetwork(
      name,
      typeof content === 'string' ? read : { ...read, name },
    );
    const tokenizer =
      typeof ofTokens === 'string'
        ? await readTokenizer(ofTokens)
        : makeTokenizer(ofTokens, `the tokenizer of ${id}`);
    requireTokenizer(causal, tokenizer);
    await requireCausal(causal);
    const known = causal.inputs.length ?? description.contextLength;
    const isAsked = known === undefined && typeof source === 'string';
    const stated = isAsked ? await statedContext(source) : undefined;
    const contextLength = known ?? stated?.length;
    requireContext(contextLength, tokenizer.beginning.length);
    const reader = { name, causal, tokenizer, contextLength, windowsBegin };
    const weights = externalFiles(causal.network);
    const written = typeof ofTokens === 'string' ? ofTokens : Buffer.from(JSON.stringify(ofTokens));
    return {
      ...reader,
      digest: await languageDigest([content, ...weights, written], reader),
      files: [
        ...(typeof source === 'string' ? [source, ...weights] : []),
        ...(typeof rules === 'string' ? [rules] : []),
        ...(stated === undefined ? [] : [stated.file]),
      ],
    };
  });
}

async function found<Made extends object>(
  source: string | PinnedFile | ((context: RunContext) => Promise<Made>),
  context: RunContext,
): Promise<string | Made> {
  if (typeof source === 'string') return source;
  return typeof source === 'function' ? source(context) : fetchFile(source, context);
}

function requireContext(length: number | undefined, beginning: number): void {
  if (length === undefined || (Number.isInteger(length) && length > beginning)) return;
  throw new VentralError('OPTION_INVALID', `A model cannot take ${length} tokens at once.`, {
    hint: `Give a whole number above ${beginning}, as the config.json of the model states it.`,
  });
}
