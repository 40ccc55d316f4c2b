import type { TextSpan } from './text-span.ts';

/** The words of one text, with a space between each two; spaces belong to no span. */
export function wordSpans(words: readonly string[]): readonly TextSpan[] {
  const text = words.join(' ');
  let next = 0;
  return words.map((word) => {
    const start = next;
    next += word.length + 1;
    return { text, start, end: start + word.length };
  });
}
