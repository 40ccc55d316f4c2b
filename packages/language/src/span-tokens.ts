import type { TextSpan } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Tokens } from './tokenizer.ts';

/** The tokens of a span, by position among those of its text: `from` up to and without `to`. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/** To which span a token belongs: part of the digest of every language model. */
export const spanRule = 'that of its first character; white space belongs to what follows';

/**
 * Finds the tokens of spans. A token belongs to the span in which its first character lies; white space, alone or at
 * the beginning of a token, belongs to the word behind it.
 *
 * @returns what finds those of a span; none for one that is empty or white space
 */
export function spanTokens(
  text: string,
  { ids, starts }: Tokens,
  beginning: number,
): (span: TextSpan, id: string) => TokenRange {
  const anchors = starts.map((start) => firstVisible(text, start));
  const firstAtLeast = (character: number) => {
    let [low, high] = [beginning, ids.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((anchors[middle] as number) < character) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return ({ start, end }, id) => {
    const range = { from: firstAtLeast(start), to: firstAtLeast(end) };
    if (range.from < range.to || text.slice(start, end).trim() === '') return range;
    throw new VentralError(
      'TOKENS_UNALIGNED',
      `No token begins in '${text.slice(start, end).slice(0, 40)}' ('${id}'): it is read as part of what stands ` +
        'before it, and has no value of its own.',
      { hint: 'Take it and what stands before it as one span, or a model with other tokens.' },
    );
  };
}

/** The first character from an index on that is no white space; the index itself where only white space follows. */
function firstVisible(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/u.test(text[at] as string)) at += 1;
  return at < text.length ? at : start;
}
