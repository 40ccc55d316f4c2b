import { type Assembly, createAssembly, type StimulusSet, type TextSpan } from '@ventral/arrays';

/** A span of a set of texts, with its place. */
export interface WordRead {
  /** Of its stimulus. */
  readonly id: string;
  /** Without white space around it; empty for a line end. */
  readonly word: string;
  /** What stands before it in its text, without white space at the end. */
  readonly before: string;
  /** The set and the number of its text in it, `Wikitext2 12`: spans of one text share the string. */
  readonly text: string;
}

/** The spans of a set, in order. */
export async function* wordsRead({
  id: set,
  stimuli,
}: StimulusSet<TextSpan>): AsyncGenerator<WordRead> {
  const texts = new Map<string, string>();
  let [last, number]: readonly [string?, string?] = [];
  for (const { id, load } of stimuli) {
    const { text, start, end } = await load();
    // A text may be long, and most spans are of the text that the one before was of.
    if (number === undefined || text !== last) {
      number = texts.get(text) ?? `${set} ${texts.size + 1}`;
      texts.set(text, number);
      last = text;
    }
    yield {
      id,
      word: text.slice(start, end).trim(),
      text: number,
      get before() {
        return text.slice(0, start).trimEnd();
      },
    };
  }
}

/** Labels along `presentation`. */
export function presentations(
  count: number,
  coordinates: Readonly<Record<string, readonly (string | boolean)[]>>,
): Assembly {
  return createAssembly({
    dims: ['presentation'],
    shape: [count],
    values: new Float64Array(count),
    coords: Object.fromEntries(
      Object.entries(coordinates).map(([name, values]) => [name, { dim: 'presentation', values }]),
    ),
  });
}
