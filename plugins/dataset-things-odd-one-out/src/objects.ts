import { VentralError } from '@ventral/errors';

/** An object of THINGS. */
export interface ThingsObject {
  /** Unique, such as `bat1`, the animal, and `bat2`, the club. */
  readonly id: string;
  readonly word: string;
  /** Of WordNet, such as `n02082791`; empty where it has none. */
  readonly wordNetId: string;
}

const columns = ['Word', 'Wordnet Synset', 'Wordnet ID', 'Wordnet ID2', 'Wordnet ID3', 'uniqueID'];

/**
 * Reads the table of objects, whose order is that of the numbers in the trials.
 *
 * @throws VentralError `DATA_CORRUPT` for another table, and for a name that is missing or stands twice
 */
export function parseObjects(text: string): readonly ThingsObject[] {
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  if (header !== columns.join('\t')) {
    throw corrupt(`it has the columns ${header.replaceAll('\t', ', ')}`);
  }
  const seen = new Set<string>();
  return lines.map((line, index) => {
    const cells = line.split('\t');
    const [word = '', wordNetId = '', id = ''] = [cells[0], cells[2], cells[5]];
    if (cells.length !== columns.length || word === '' || id === '') {
      throw corrupt(`line ${index + 2} names no object`);
    }
    if (seen.has(id)) throw corrupt(`'${id}' stands in it twice`);
    seen.add(id);
    return { id, word, wordNetId };
  });
}

function corrupt(what: string): VentralError {
  return new VentralError('DATA_CORRUPT', `The table of objects cannot be used: ${what}.`, {
    hint: 'Fetch it again.',
  });
}
