import { VentralError } from '@ventral/errors';

/** A word of a story, and how long people looked at it. */
export interface ReadWord {
  /** As it was shown, with the punctuation that touches it. */
  readonly word: string;
  /** From 1 to 10. */
  readonly story: number;
  /** The word's place in its story, from 1. */
  readonly zone: number;
  readonly readers: number;
  /** Over readers, in milliseconds. */
  readonly meanTime: number;
  /** Over readers, in milliseconds. */
  readonly timeDeviation: number;
}

const columns = 'word zone item nItem meanItemRT sdItemRT gmeanItemRT gsdItemRT'.split(' ');

/**
 * Reads the table of words, whose quotation marks are part of the words.
 *
 * @returns story by story, word by word
 * @throws VentralError `DATA_CORRUPT` for another table, a number that is none, and a story with a word too few or twice
 */
export function parseReadingTimes(text: string): readonly ReadWord[] {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  if (header !== columns.join('\t')) {
    throw corrupt(`it has the columns ${header.replaceAll('\t', ', ')}`);
  }
  const words = lines
    .map((line, index) => parseWord(line, index + 2))
    .sort((a, b) => a.story - b.story || a.zone - b.zone);
  for (const [index, { story, zone }] of words.entries()) {
    const previous = words[index - 1];
    const expected = previous?.story === story ? previous.zone + 1 : 1;
    if (zone !== expected) {
      throw corrupt(`the word ${expected} of story ${story} is missing, or one stands in it twice`);
    }
  }
  return words;
}

function parseWord(line: string, number: number): ReadWord {
  const [word = '', ...cells] = line.split('\t');
  const numbers = cells.map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)));
  const [zone, story, readers, meanTime, timeDeviation] = numbers as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (word !== '' && cells.length === columns.length - 1 && numbers.every(Number.isFinite)) {
    return { word, story, zone, readers, meanTime, timeDeviation };
  }
  throw corrupt(`line ${number} is no word with seven numbers`);
}

function corrupt(what: string): VentralError {
  return new VentralError('DATA_CORRUPT', `The table of reading times cannot be used: ${what}.`, {
    hint: 'Fetch it again.',
  });
}
