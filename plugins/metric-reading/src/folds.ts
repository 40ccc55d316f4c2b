import { VentralError } from '@ventral/errors';
import type { Split } from '@ventral/numerics';
import * as v from 'valibot';

const foldCount = 10;

/** Option of how words are held out. */
export const foldsOption = v.optional(
  v.pipe(
    v.picklist(['texts', 'blocks', 'interleaved', 'none']),
    v.description(
      'What is held out of the fit: each text in turn; each of ten stretches of words; every tenth word; or none, so that words are predicted by a fit on themselves.',
    ),
  ),
  'texts',
);

/** How words are held out. */
export type Folds = v.InferOutput<typeof foldsOption>;

/** What a reader of a score should know of the folds. */
export const foldNotes: Readonly<Record<Folds, readonly string[]>> = {
  texts: [],
  blocks: [
    'The folds are stretches of running text: those of one text are fitted and tested on the same story and its ' +
      'readers, which flatters the score.',
  ],
  interleaved: [
    'The folds are single words: each is predicted by a fit on the words beside it, which share its context and its ' +
      'readers, which flatters the score.',
  ],
  none: ['Words are predicted by a fit on themselves: more predictors can only gain.'],
};

/**
 * Divides words, in the order of their texts, into those to fit on and those to test on.
 *
 * @param texts of each word, the text that it stands in
 * @throws VentralError `OPTION_INVALID` where there are fewer than two texts, or ten words, to divide
 */
export function foldWords(texts: readonly string[], folds: Folds): readonly Split[] {
  const all = [...texts.keys()];
  if (folds === 'none') return [{ train: all, test: all }];
  const names = [...new Set(texts)];
  const count = folds === 'texts' ? names.length : foldCount;
  if (count < 2 || texts.length < count) {
    throw new VentralError(
      'OPTION_INVALID',
      `${texts.length} words of ${names.length} texts cannot be held out by ${folds}.`,
      { hint: 'Choose other folds: texts (at least 2), blocks or interleaved (10 words), none.' },
    );
  }
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const foldOf = (word: number) => {
    if (folds === 'texts') return indexOf.get(texts[word] as string);
    return folds === 'blocks' ? Math.floor((count * word) / texts.length) : word % count;
  };
  return Array.from({ length: count }, (_, fold) => ({
    train: all.filter((word) => foldOf(word) !== fold),
    test: all.filter((word) => foldOf(word) === fold),
  }));
}
