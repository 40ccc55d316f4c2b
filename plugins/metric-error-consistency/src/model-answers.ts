import type { Assembly } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { type Answers, readAnswers } from './human-answers.ts';

/**
 * Reads a model's answers from an assembly, and whether they are right.
 *
 * @param source `presentation` with the coordinates `stimulus_id` and `choice`; stimuli without a
 *   known truth are ignored
 * @param truths the right answer to each stimulus
 * @throws VentralError `SHAPE_MISMATCH` for anything else, or two answers to a stimulus
 * @throws VentralError `STIMULI_MISMATCH` where a stimulus was not answered
 */
export function readModelAnswers(source: Assembly, truths: ReadonlyMap<string, string>): Answers {
  const { stimulusIds, labels } = readAnswers(source, ['choice']);
  const answers = new Map<string, boolean>();
  for (const [row, stimulus] of stimulusIds.entries()) {
    if (answers.has(stimulus)) {
      throw new VentralError(
        'SHAPE_MISMATCH',
        `The model answered the stimulus '${stimulus}' more than once.`,
        { hint: 'Give one answer a stimulus.' },
      );
    }
    answers.set(stimulus, labels[0]?.[row] === truths.get(stimulus));
  }
  const missing = [...truths.keys()].filter((stimulus) => !answers.has(stimulus));
  if (missing.length > 0) {
    throw new VentralError(
      'STIMULI_MISMATCH',
      `${missing.length} of ${truths.size} stimuli that people answered have no answer of the ` +
        `model; the first is '${missing[0]}', while it answered stimuli such as '${stimulusIds[0]}'.`,
      { hint: 'Show the model every stimulus that people saw, under the same ids.' },
    );
  }
  return answers;
}
