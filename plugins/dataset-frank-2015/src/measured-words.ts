import { VentralError } from '@ventral/errors';
import { parse } from 'csv-parse/sync';
import { measureNames } from './measures.ts';

/** A word of a sentence, and how people read it. */
export interface MeasuredWord {
  /** The number of its sentence in the corpus. */
  readonly sentence: number;
  /** The words of the sentence, with the punctuation that touches them. */
  readonly words: readonly string[];
  /** Its place in the sentence, from 1. */
  readonly place: number;
  /** Natural logarithm of how often it stands in Subtlex, whatever the column's name says; NaN where it does not. */
  readonly logFrequency: number;
  /** In characters, with punctuation. */
  readonly length: number;
  /** Averaged over readers, by the name of the measure. */
  readonly measured: Readonly<Record<string, number>>;
}

/**
 * Reads the table of words: all but the first of each sentence.
 *
 * @returns sentence by sentence, word by word
 * @throws VentralError `DATA_CORRUPT` for another table, a measure that is no number, a word that does not stand in its
 *   sentence where the table says, and one that stands there twice
 */
export function parseMeasures(text: string): readonly MeasuredWord[] {
  const words = parseTable(text)
    .map(parseWord)
    .sort((a, b) => a.sentence - b.sentence || a.place - b.place);
  for (const [index, { sentence, place }] of words.entries()) {
    const next = words[index + 1];
    if (next?.sentence === sentence && next.place === place) {
      throw corrupt(`the word ${place} of sentence ${sentence} stands in it twice`);
    }
  }
  return words;
}

type Row = Readonly<Record<string, string>>;

function parseTable(text: string): readonly Row[] {
  let rows: readonly Row[];
  try {
    rows = parse(text, { columns: true });
  } catch (cause) {
    throw corrupt((cause as Error).message, cause);
  }
  const needed = ['word', 'sentence', 'context_length', 'sent_id', 'Subtlex_log10', 'length'];
  const missing = [...needed, ...measureNames].find((name) => rows[0]?.[name] === undefined);
  if (missing !== undefined) throw corrupt(`it has no column ${missing}`);
  return rows;
}

function parseWord(row: Row, index: number): MeasuredWord {
  const number = (name: string) => {
    const value = row[name] === '' ? Number.NaN : Number(row[name]);
    if (Number.isFinite(value)) return value;
    throw corrupt(`${name} of row ${index + 1} is '${row[name]}'`);
  };
  const words = row.sentence?.split(' ') ?? [];
  const before = number('context_length');
  if (words[before] !== row.word) {
    throw corrupt(`word ${before + 1} of the sentence in row ${index + 1} is not '${row.word}'`);
  }
  return {
    sentence: number('sent_id'),
    words,
    place: before + 1,
    logFrequency: row.Subtlex_log10 === '' ? Number.NaN : number('Subtlex_log10'),
    length: number('length'),
    measured: Object.fromEntries(measureNames.map((name) => [name, number(name)])),
  };
}

function corrupt(what: string, cause?: unknown): VentralError {
  return new VentralError('DATA_CORRUPT', `The table of measures cannot be used: ${what}.`, {
    hint: 'Fetch it again.',
    cause,
  });
}
