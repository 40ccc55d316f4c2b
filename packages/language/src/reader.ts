import { VentralError } from '@ventral/errors';
import type { CausalNetwork } from './causal-network.ts';
import type { Tokenizer } from './tokenizer.ts';

/** A language model and its tokenizer, and how they read. */
export interface Reader {
  /** What the user calls the model. */
  readonly name: string;
  readonly causal: CausalNetwork;
  readonly tokenizer: Tokenizer;
  /** Tokens that the model takes at once; undefined where nothing says so. */
  readonly contextLength: number | undefined;
  /** Whether a window inside a text begins as a text does, in place of its first token. */
  readonly windowsBegin: boolean;
}

// Few published language models take fewer; one whose file fixes less has said so.
const certainLength = 512;
// Sizes of vocabularies are rounded up in models: by 2 % at most in those that are published.
const leastShare = 0.95;
const mostTokens = 4096;
const mostBytes = 64 * 2 ** 20;

/**
 * Requires a tokenizer to have as many ids as the model scores, or a few less.
 *
 * @throws VentralError `TOKENIZER_MISMATCH`
 */
export function requireTokenizer(
  { name, vocabulary }: CausalNetwork,
  { name: tokenizer, size }: Tokenizer,
): void {
  if (vocabulary === undefined) return;
  if (size <= vocabulary && size >= leastShare * vocabulary) return;
  throw new VentralError(
    'TOKENIZER_MISMATCH',
    `${tokenizer} has ${size} tokens, and ${name} scores ${vocabulary}: they do not belong together.`,
    { hint: 'Give the tokenizer.json that was published with the model.' },
  );
}

/**
 * How many tokens of a text are read at once.
 *
 * @param count tokens of the text
 * @param of what messages call the text
 * @throws VentralError `MODEL_INPUT_MISMATCH` for a long text where the context of the model is not known
 */
export function windowLength({ name, contextLength }: Reader, count: number, of: string): number {
  if (contextLength !== undefined) return contextLength;
  if (count <= certainLength) return certainLength;
  throw new VentralError(
    'MODEL_INPUT_MISMATCH',
    `How many tokens ${name} takes at once is not known, and ${of} has ${count}.`,
    {
      hint:
        'Put the config.json of the model beside its file, with max_position_embeddings, n_positions or n_ctx; ' +
        `texts of up to ${certainLength} tokens are read without.`,
    },
  );
}

/**
 * Tokens to run at once, texts side by side: at most 4,096, and so many that neither logits nor the hidden states that
 * are asked for take more than 64 MB.
 *
 * @param statesWidth numbers that are read of a token, hidden states together
 */
export function tokensAtOnce({ causal }: Reader, statesWidth: number): number {
  const bytes = 4 * Math.max(causal.vocabulary ?? 0, statesWidth, 1);
  return Math.min(mostTokens, Math.floor(mostBytes / bytes));
}

/** The ids of a window of a text, as they are read. */
export function idsOfWindow(
  { tokenizer, windowsBegin }: Reader,
  ids: Int32Array,
  start: number,
  end = ids.length,
): Int32Array {
  const own = ids.subarray(start, end);
  return start === 0 || !windowsBegin
    ? own
    : Int32Array.of(tokenizer.beginning[0] as number, ...own.subarray(1));
}
