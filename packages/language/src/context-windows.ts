/** A part of a text that is read at once, by positions among its tokens. */
export interface ContextWindow {
  readonly start: number;
  readonly end: number;
  /** The first position that counts here; those before are context, and count in the window before. */
  readonly from: number;
}

/** How texts are read that are longer than a model's context: part of the digest of every language model. */
export const contextRule =
  'windows of the whole context, each begun half of it after the one before';

/**
 * The windows in which a text is read: as long as the context, each begun half a context after the one before. Every
 * token counts once, in the first window that holds it, with at least half a context before it.
 *
 * @param count tokens of the text, with those that it begins with
 * @param beginning number of tokens that it begins with, which nothing predicts
 * @param length tokens that the model takes at once; at least 2
 */
export function* contextWindows(
  count: number,
  beginning: number,
  length: number,
): Generator<ContextWindow> {
  for (let from = beginning; from < count; ) {
    const start = windowStart(from, length);
    const end = Math.min(start + length, count);
    yield { start, end, from };
    from = end;
  }
}

/** Where the window begins in which a position counts. */
export function windowStart(position: number, length: number): number {
  const step = Math.floor(length / 2);
  return position < length ? 0 : (Math.floor((position - length) / step) + 1) * step;
}
