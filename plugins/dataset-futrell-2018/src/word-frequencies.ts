import { VentralError } from '@ventral/errors';
import type { ReadWord } from './reading-times.ts';

/** How frequent and long a word is, without the punctuation that touches it. */
export interface WordFrequency {
  /** Base-2 logarithm of how often it stands in the corpus of the table's authors; NaN where it does not. */
  readonly logFrequency: number;
  /** In characters. */
  readonly length: number;
}

// One typing error of the stories is mended in the table of frequencies.
const mostRespelled = 1;

/**
 * Reads frequencies and lengths of the words of all stories, which stand in the same order.
 *
 * @throws VentralError `DATA_CORRUPT` where the table is about other words, or a number is none
 */
export function parseFrequencies(
  text: string,
  words: readonly ReadWord[],
): readonly WordFrequency[] {
  const rows = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split('\t'));
  if (rows.length !== words.length) {
    throw corrupt(`it has ${rows.length} words, the stories have ${words.length}`);
  }
  let respelled = 0;
  return words.map(({ word, story, zone }, index) => {
    const [sentence = '', , found, frequency, length] = rows[index] as string[];
    if (found !== word) respelled++;
    if (sentence.split('_')[0] !== String(story) || respelled > mostRespelled) {
      throw corrupt(`its line ${index + 1} is about another word than ${story}.${zone}`);
    }
    const [logFrequency, characters] = [Number(frequency), Number(length)];
    if (!(logFrequency >= 0 && Number.isInteger(characters) && characters > 0)) {
      throw corrupt(`line ${index + 1} says the frequency ${frequency}, the length ${length}`);
    }
    return { logFrequency: logFrequency === 0 ? Number.NaN : logFrequency, length: characters };
  });
}

function corrupt(what: string): VentralError {
  return new VentralError('DATA_CORRUPT', `The table of frequencies cannot be used: ${what}.`, {
    hint: 'Fetch it again.',
  });
}
