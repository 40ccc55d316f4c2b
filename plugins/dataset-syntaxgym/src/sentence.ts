import type { TextSpan } from '@ventral/arrays';

/**
 * The regions of a sentence as spans of it. Regions that are not empty are joined by a space; spaces before `.`,
 * `,`, `!`, `?`, `;` and `:` are left out. The joining space lies before the region that follows, in none.
 */
export function regionSpans(contents: readonly string[]): readonly TextSpan[] {
  let text = '';
  const places = contents.map((content) => {
    if (content === '') return { start: text.length, end: text.length };
    const joined = `${text === '' ? '' : ' '}${content}`.replace(/ +(?=[.,!?;:])/g, '');
    const start = text.length + Number(text !== '' && joined.startsWith(' '));
    text += joined;
    return { start, end: text.length };
  });
  return places.map((place) => ({ text, ...place }));
}
