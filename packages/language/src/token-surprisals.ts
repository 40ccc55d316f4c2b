import type { RunContext } from '@ventral/core';
import { openCausalRun } from './causal-run.ts';
import { type Passage, readWindows } from './read-windows.ts';
import type { Reader } from './reader.ts';
import type { Tokens } from './tokenizer.ts';

/** The tokens of a text, and how surprising each is. */
export interface TokenSurprisals extends Tokens {
  /** Minus the binary logarithm of the probability of each token; 0 of those that every text begins with. */
  readonly bits: Float64Array;
}

interface ScoredPassage extends Passage {
  readonly result: TokenSurprisals;
  left: number;
}

/**
 * The surprisal of every token of some texts, in bits, in the order of the texts.
 *
 * @throws VentralError `TOKENS_UNALIGNED`, `MODEL_INPUT_MISMATCH`, `MODEL_FAILED`, `INTERRUPTED`
 */
export async function* tokenSurprisals(
  reader: Reader,
  texts: Iterable<string>,
  context: RunContext,
): AsyncGenerator<TokenSurprisals> {
  const { tokenizer } = reader;
  await using run = await openCausalRun(reader.causal, [], true, context.device);
  const waiting: ScoredPassage[] = [];
  async function* passages() {
    for (const text of texts) {
      const of = `'${text.slice(0, 20)}'`;
      const tokens = tokenizer.encode(text, of);
      const { ids } = tokens;
      const result = { ...tokens, bits: new Float64Array(ids.length) };
      const passage = { ids, of, result, left: ids.length - tokenizer.beginning.length };
      waiting.push(passage);
      yield passage;
    }
  }
  for await (const readings of readWindows(reader, run, passages(), 0, context)) {
    for (const { passage, window, reading } of readings) {
      const { bits } = passage.result;
      for (const [index, nats] of reading.logProbabilities.entries()) {
        bits[window.from + index] = -nats / Math.LN2;
      }
      passage.left -= window.end - window.from;
    }
    while (waiting[0]?.left === 0) yield (waiting.shift() as ScoredPassage).result;
  }
  for (const { result } of waiting) yield result;
}
