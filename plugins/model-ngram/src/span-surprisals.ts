import type { TextSpan } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { logProbability, type Ngrams, unknownWord } from './ngrams.ts';
import { readWords } from './read-words.ts';

const log10Of2 = Math.log10(2);

/**
 * Makes a reader of spans: the surprisal of each in bits, the sum over the words that begin in it; 0 where none does. A
 * text is read once for all of its spans that come one after another.
 *
 * @throws VentralError `RESPONSES_INVALID` for a word that the model finds impossible
 */
export function createSpanReader(model: Ngrams): (span: TextSpan) => number {
  let read:
    | { readonly text: string; readonly starts: number[]; readonly sums: number[] }
    | undefined;
  return ({ text, start, end }) => {
    if (read?.text !== text) {
      read = { text, starts: [], sums: [0] };
      for (const { word, id, history, start: at } of readWords(model, text)) {
        const log =
          id === undefined ? Number.NEGATIVE_INFINITY : logProbability(model, history, id);
        if (log === Number.NEGATIVE_INFINITY) throw impossible(word);
        read.starts.push(at);
        read.sums.push(read.sums.at(-1)! - log / log10Of2);
      }
    }
    const [from, to] = [firstFrom(read.starts, start), firstFrom(read.starts, end)];
    return read.sums[to]! - read.sums[from]!;
  };
}

/** How many of ascending places lie before one. */
function firstFrom(places: readonly number[], place: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function impossible(word: string): VentralError {
  return new VentralError('RESPONSES_INVALID', `The model gives '${word}' the probability 0.`, {
    hint: `Take a model that has ${unknownWord} among its words, as KenLM makes them.`,
  });
}
