/**
 * A piece of a text as it is read: a word, a sentence, a region of one. What stands before it in the text is
 * its context.
 */
export interface TextSpan {
  /**
   * The text that it is read in, from its beginning: a story, a passage, a sentence. Spans of one text share
   * the string.
   */
  readonly text: string;
  /** Index of its first character in the text, in UTF-16 units as `slice` counts them. */
  readonly start: number;
  /** Index behind its last character; an empty span ends where it starts. */
  readonly end: number;
}
