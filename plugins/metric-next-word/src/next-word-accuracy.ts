import { coordinate } from '@ventral/arrays';
import { defineMetric, throwIfInterrupted, unitResampling } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { groupValues, mean } from '@ventral/numerics';

/**
 * The share of words that a model expects most where they stand. A word is right as it is written, letter by letter,
 * punctuation that is written to it included. Texts are drawn again for the interval, whole.
 *
 * The source holds one word for each stimulus that is asked about: `presentation` with the coordinates `stimulus_id`
 * and `choice`. The target says which word stands there, and in which text: `stimulus_id`, `truth`, `text`.
 */
export const nextWordAccuracy = defineMetric({
  id: 'next_word_accuracy',
  title: 'Share of words that are expected most where they stand',
  source: 'choices',
  better: 'higher',
  unit: 'share right',
  compareTarget(source, target, _options, { signal }) {
    throwIfInterrupted(signal, 'before words were compared');
    const said = coordinate(source, 'choice');
    const choices = new Map(
      coordinate(source, 'stimulus_id').map((id, row) => [String(id), String(said[row])]),
    );
    const ids = coordinate(target, 'stimulus_id').map(String);
    const missing = ids.filter((id) => !choices.has(id));
    if (missing.length > 0) {
      throw new VentralError(
        'STIMULI_MISMATCH',
        `${missing.length} of ${ids.length} words have no choice, such as '${missing[0]}'.`,
        { hint: 'Give a choice for each word, named by its stimulus_id.' },
      );
    }
    const truths = coordinate(target, 'truth');
    const right = ids.map((id, row) => Number(choices.get(id) === String(truths[row])));
    const texts = groupValues(coordinate(target, 'text').map(String), right);
    return {
      value: mean(right),
      resampling: unitResampling('texts', texts.ids, right, (_, counts) => texts.meanOf(counts)),
      extras: { words: right.length, right: right.reduce((sum, one) => sum + one, 0) },
    };
  },
});
