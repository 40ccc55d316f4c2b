/** Where a word stands. */
export interface SentencePlace {
  /** From 1, over all stories. */
  readonly sentence: number;
  /** Its place in the sentence, from 1. */
  readonly place: number;
}

/**
 * Divides words into sentences as Brain-Score packs this corpus: a word that ends with `.`, `?` or `!`, or with one of
 * them, or `;`, before a `'`, is the last of a sentence, unless the next word is in lower case or the word is `Mr.`.
 */
export function divideSentences(words: readonly string[]): readonly SentencePlace[] {
  let [sentence, place] = [1, 0];
  return words.map((word, index) => {
    place++;
    const own = { sentence, place };
    if (endsSentence(word, words[index + 1])) [sentence, place] = [sentence + 1, 0];
    return own;
  });
}

function endsSentence(word: string, next = ''): boolean {
  return /([.?!]|[.?!;]')$/.test(word) && word !== 'Mr.' && !isLowerCase(next);
}

/** Whether it has letters, and none of them is a capital. */
function isLowerCase(word: string): boolean {
  return word === word.toLowerCase() && word !== word.toUpperCase();
}
