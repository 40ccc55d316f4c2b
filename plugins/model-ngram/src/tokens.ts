/** A word as the model reads it, or a piece of one. */
export interface Token {
  readonly word: string;
  /** Index of its first character in the text. */
  readonly start: number;
  readonly startsSentence: boolean;
}

const pieces = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*|./gu;
const endOfSentence = /[.?!]["'”’)\]]*$/;
const closingMark = /^["'”’)\]]+$/;
const lowerCase = /^\p{Ll}/u;

/**
 * A text as a model of words reads it: words between white space that it knows as they are; of all others the letters
 * and digits, and each mark by itself.
 *
 * A sentence starts at the beginning of a text, of a line, and at a word that does not start with a small letter after
 * one that ends with `.`, `?` or `!`, quotes and brackets aside.
 *
 * @param knows whether a word is known as it is
 * @default none is, as for texts that a model is made of
 */
export function* readTokens(
  text: string,
  knows: (word: string) => boolean = () => false,
): Generator<Token> {
  let end = 0;
  let sentenceIsOver = true;
  for (const { 0: written, index } of text.matchAll(/\S+/g)) {
    const isNewLine = text.slice(end, index).includes('\n');
    const isClosing = closingMark.test(written);
    let startsSentence =
      end === 0 || isNewLine || (sentenceIsOver && !isClosing && !lowerCase.test(written));
    for (const { 0: word, index: within } of knows(written)
      ? [{ 0: written, index: 0 }]
      : written.matchAll(pieces)) {
      yield { word, start: index + within, startsSentence };
      startsSentence = false;
    }
    end = index + written.length;
    sentenceIsOver = endOfSentence.test(written) || (sentenceIsOver && isClosing);
  }
}

/** The sentences of a text, as words. */
export function* readSentences(text: string): Generator<readonly string[]> {
  let sentence: string[] = [];
  for (const { word, startsSentence } of readTokens(text)) {
    if (startsSentence && sentence.length > 0) {
      yield sentence;
      sentence = [];
    }
    sentence.push(word);
  }
  if (sentence.length > 0) yield sentence;
}
