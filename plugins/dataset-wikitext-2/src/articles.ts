import type { TextSpan } from '@ventral/arrays';

/** An article, from the empty line before its heading on. */
export interface Article {
  readonly title: string;
  readonly text: string;
}

// A heading of the first rank stands alone between empty lines; formulas in an article may look like one.
const heading = /^(?: *)\n = ([^=](?:.*[^=])?) = *\n(?= *(?:\n|$))/gm;

/** The articles of a file of WikiText, one behind another, that together are the whole file. */
export function splitArticles(content: string): readonly Article[] {
  const headings = [...content.matchAll(heading)];
  return headings.map(({ index, 1: title = '' }, number) => ({
    title,
    text: content.slice(number === 0 ? 0 : index, headings[number + 1]?.index),
  }));
}

/** What is read of an article, one by one: its words, which spaces part, and the ends of its lines. */
export function wordsAndLineEnds(text: string): readonly TextSpan[] {
  return Array.from(text.matchAll(/\S+|\n/g), ({ index, 0: { length } }) => ({
    text,
    start: index,
    end: index + length,
  }));
}
