import * as v from 'valibot';
import type { WordReadings } from './word-readings.ts';

/** Option of what is drawn again. */
export const drawnOption = v.optional(
  v.pipe(
    v.picklist(['texts', 'sentences']),
    v.description(
      'What the interval draws again, whole: texts, or sentences; words beside each other are no independent draws.',
    ),
  ),
  'texts',
);

/** Units of words. */
export interface DrawnUnits {
  readonly ids: readonly string[];
  /** Of each of the words, the index of its unit. */
  readonly ofWord: readonly number[];
}

/**
 * The texts, or sentences, of some of the words, in the order in which they first appear.
 *
 * @throws VentralError `SHAPE_MISMATCH` where words are not labelled by them
 */
export function drawnUnits(
  words: WordReadings,
  selected: readonly number[],
  drawn: v.InferOutput<typeof drawnOption>,
): DrawnUnits {
  const labels = words.labels(drawn === 'texts' ? 'text_id' : 'sentence_id');
  const own = selected.map((word) => String(labels[word]));
  const ids = [...new Set(own)];
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  return { ids, ofWord: own.map((id) => indexOf.get(id) as number) };
}
