import { type Assembly, coordinate, createAssembly, type StimulusSet } from '@ventral/arrays';
import { didYouMean, VentralError } from '@ventral/errors';
import { categories } from './image-net-16-classes.ts';
import { shownStimulus } from './stimulus-name.ts';

// What the authors' tables write where no answer came in time: a wrong answer.
const noAnswer = 'na';

/**
 * Choices among the 16 categories that were made elsewhere, checked and named as the stimuli are.
 *
 * @param choices along `presentation`, with the coordinates `stimulus_id` and `choice`. A stimulus is
 *   named as it is here (`bicycle3.png`) or as in a row of the authors' tables
 *   (`0001_edg_dnn_0_bicycle_00_bicycle3.png`).
 * @param stimuli all that can have been shown: each may be answered once, and what is compared is
 *   asked for by the metric
 * @throws VentralError `STIMULI_MISMATCH` for another stimulus
 * @throws VentralError `RESPONSES_INVALID` for a choice that is none of the 16 categories, or `na`
 * @throws VentralError `SHAPE_MISMATCH` for choices of several subjects
 */
export function givenCategories(choices: Assembly, stimuli: StimulusSet): Assembly {
  requireOneSubject(choices);
  const known = new Set(stimuli.stimuli.map(({ id }) => id));
  const ids = coordinate(choices, 'stimulus_id').map((name) => {
    const id = known.has(String(name)) ? String(name) : shownStimulus(String(name));
    if (id !== undefined && known.has(id)) return id;
    const [example = ''] = known;
    throw new VentralError(
      'STIMULI_MISMATCH',
      `The answers name the stimulus '${name}', which is none of the ${known.size} of ${stimuli.id}.`,
      {
        hint:
          `Name stimuli by their files, such as '${example}'. In a table of several data sets, name ` +
          'that of each answer in the column part.',
      },
    );
  });
  const chosen = coordinate(choices, 'choice').map(String);
  for (const [row, choice] of chosen.entries()) {
    if (choice === noAnswer || (categories as readonly string[]).includes(choice)) continue;
    throw new VentralError(
      'RESPONSES_INVALID',
      `The answer to '${ids[row]}' is '${choice}', which is none of the 16 categories.`,
      {
        hint: `${didYouMean(choice, categories)}They are ${categories.join(', ')}; or ${noAnswer} for no answer.`,
      },
    );
  }
  return createAssembly({
    dims: ['presentation'],
    shape: [ids.length],
    values: choices.values,
    coords: {
      stimulus_id: { dim: 'presentation', values: ids },
      choice: { dim: 'presentation', values: chosen },
    },
  });
}

/** A table of several people is no one's answers. */
function requireOneSubject({ coords }: Assembly): void {
  const subjects = [...new Set((coords.subject ?? coords.subj)?.values)];
  if (subjects.length < 2) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `The answers are of ${subjects.length} subjects, such as '${subjects[0]}' and '${subjects[1]}'.`,
    { hint: 'Give the answers of one.' },
  );
}
