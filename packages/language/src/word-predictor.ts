import { type RunContext, throwIfInterrupted, type WordPredictor } from '@ventral/core';
import { openExpectingRun } from './causal-run.ts';
import { windowStart } from './context-windows.ts';
import { packByLength } from './pack-by-length.ts';
import { type Reader, tokensAtOnce, windowLength } from './reader.ts';

const mostPieces = 20;

/** A word that is being written. */
interface Writing {
  /** The text before it, and what has been written. */
  ids: Int32Array;
  readonly of: string;
  bytes: number[];
  pieces: number;
}

/**
 * Makes a language model ready to say the next word: the tokens that it expects most, one after another, until the next
 * one begins with white space behind something visible, or ends the text; at most 20.
 */
export async function openWordPredictor(
  reader: Reader,
  { device, signal }: RunContext,
): Promise<WordPredictor> {
  const { tokenizer } = reader;
  const run = await openExpectingRun(reader.causal, device);
  const most = tokensAtOnce(reader, 0);
  const lengthOf = (one: Writing) => contextOf(reader, one).length;
  return {
    async predict(texts) {
      const all = texts.map((text): Writing => {
        const of = `'${text.slice(-20)}'`;
        return { ids: tokenizer.encode(text, of).ids, of, bytes: [], pieces: 0 };
      });
      let writing = all;
      while (writing.length > 0) {
        const going: Writing[] = [];
        for (const batch of packByLength(writing, lengthOf, most, reader.causal.inputs.rows)) {
          throwIfInterrupted(signal, 'while words were predicted');
          const next = await run.expect(batch.map((one) => contextOf(reader, one)));
          for (const [index, one] of batch.entries()) {
            if (append(reader, one, next[index] as number)) going.push(one);
          }
        }
        writing = going;
      }
      return all.map(({ bytes }) => textOf(bytes).trim());
    },
    [Symbol.asyncDispose]: () => run[Symbol.asyncDispose](),
  };
}

/** Adds a token to a word; false where the word has ended before it, or with it. */
function append({ tokenizer }: Reader, word: Writing, token: number): boolean {
  if (tokenizer.ends.has(token)) return false;
  const bytes = tokenizer.bytesOf(token);
  const isVisible = textOf(word.bytes).trim() !== '';
  if (isVisible && /^\s/u.test(textOf(bytes))) return false;
  word.bytes.push(...bytes);
  word.ids = Int32Array.of(...word.ids, token);
  word.pieces += 1;
  return word.pieces < mostPieces;
}

/** What of a text and a word is read, so that the next token is read as it would be in the whole text. */
function contextOf(reader: Reader, { ids, of }: Writing): Int32Array {
  return ids.subarray(windowStart(ids.length, windowLength(reader, ids.length, of)));
}

function textOf(bytes: readonly number[] | Uint8Array): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
