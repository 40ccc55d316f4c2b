import { type Assembly, coordinate } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { sortedUnique } from '@ventral/numerics';

/** Whether the answer to each stimulus was right, by stimulus id. */
export type Answers = ReadonlyMap<string, boolean>;

/**
 * Reads people's answers from an assembly; what was chosen counts, not the values.
 *
 * @param target `presentation` with the coordinates `stimulus_id`, `subject`, `condition`, `truth`
 *   and `choice`; any choice but the truth, such as a missing answer, is wrong
 * @returns by subject, ascending: their answers in each condition
 * @throws VentralError `RESPONSES_INVALID` where a stimulus has two truths, or a subject answered it
 *   twice in a condition, or no answer of anyone is a truth
 */
export function readHumanAnswers(target: Assembly): ReadonlyMap<string, readonly Answers[]> {
  const rows = readRows(target, 'subject', 'condition', 'truth', 'choice');
  const conditions = sortedUnique(rows.map(({ condition }) => condition));
  const subjects = new Map(
    sortedUnique(rows.map(({ subject }) => subject)).map((subject) => [
      subject,
      conditions.map(() => new Map<string, boolean>()),
    ]),
  );
  for (const { stimulus, subject, condition, truth, choice } of rows) {
    const answers = subjects.get(subject)![conditions.indexOf(condition)]!;
    if (answers.has(stimulus)) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `The subject '${subject}' answered the stimulus '${stimulus}' twice in the condition ` +
          `'${condition}'.`,
        { hint: 'Give one answer a subject, condition and stimulus.' },
      );
    }
    answers.set(stimulus, choice === truth);
  }
  readTruths(target);
  requireSameWords(
    'any person',
    rows.map(({ choice }) => choice),
    rows.map(({ truth }) => truth),
  );
  return subjects;
}

/**
 * Reads the right answer to each stimulus from an assembly.
 *
 * @param target `presentation` with the coordinates `stimulus_id` and `truth`, each stimulus any
 *   number of times
 * @throws VentralError `SHAPE_MISMATCH`, `RESPONSES_INVALID` as {@link readHumanAnswers}
 */
export function readTruths(target: Assembly): ReadonlyMap<string, string> {
  const truths = new Map<string, string>();
  for (const { stimulus, truth } of readRows(target, 'truth')) {
    const known = truths.get(stimulus) ?? truth;
    if (known !== truth) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `The right answer to the stimulus '${stimulus}' is said to be both '${known}' and '${truth}'.`,
        { hint: 'Give each stimulus an id of its own.' },
      );
    }
    truths.set(stimulus, truth);
  }
  return truths;
}

/**
 * Reads a model's answers to the stimuli of a target, and whether they are right.
 *
 * @param source as that of {@link readModelChoices}
 * @param target as there
 * @throws VentralError as {@link readModelChoices}
 */
export function readModelAnswers(source: Assembly, target: Assembly): Answers {
  const truths = readTruths(target);
  return new Map(
    [...readModelChoices(source, target)].map(([stimulus, choice]) => [
      stimulus,
      choice === truths.get(stimulus),
    ]),
  );
}

/**
 * Reads what a model chose for the stimuli of a target, by stimulus id.
 *
 * @param source `presentation` with the coordinates `stimulus_id` and `choice`; stimuli without a
 *   known truth are ignored
 * @param target as that of {@link readTruths}; where it has people's `choice`, these are answers as well
 * @throws VentralError `SHAPE_MISMATCH` for anything else, or two answers to a stimulus
 * @throws VentralError `STIMULI_MISMATCH` where a stimulus was not answered
 * @throws VentralError `RESPONSES_INVALID` where none of the model's answers is one of the target's: they
 *   are in other words
 */
export function readModelChoices(source: Assembly, target: Assembly): ReadonlyMap<string, string> {
  const truths = readTruths(target);
  const choices = new Map<string, string>();
  const rows = readRows(source, 'choice').filter(({ stimulus }) => truths.has(stimulus));
  for (const { stimulus, choice } of rows) {
    if (choices.has(stimulus)) {
      throw new VentralError(
        'SHAPE_MISMATCH',
        `The model answered the stimulus '${stimulus}' more than once.`,
        { hint: 'Give one answer a stimulus.' },
      );
    }
    choices.set(stimulus, choice);
  }
  const missing = [...truths.keys()].filter((stimulus) => !choices.has(stimulus));
  if (missing.length === 0) {
    requireSameWords(
      'the model',
      [...choices.values()],
      [...truths.values(), ...(target.coords.choice?.values.map(String) ?? [])],
    );
    return choices;
  }
  const [example] = coordinate(source, 'stimulus_id');
  throw new VentralError(
    'STIMULI_MISMATCH',
    `${missing.length} of ${truths.size} stimuli that people answered have no answer of the ` +
      `model; the first is '${missing[0]}', while it answered stimuli such as '${example}'.`,
    { hint: 'Show the model every stimulus that people saw, under the same ids.' },
  );
}

/**
 * Reads a label of each stimulus from an assembly.
 *
 * @param target `presentation` with the coordinates `stimulus_id` and the label
 * @returns by stimulus id; of one that several people saw, the last
 */
export function readLabels(target: Assembly, label: string): ReadonlyMap<string, string> {
  return new Map(
    readRows(target, label).map((row) => [row.stimulus as string, row[label] as string]),
  );
}

/**
 * Reads what people chose, by subject, ascending, then by stimulus id.
 *
 * @param target as that of {@link readHumanAnswers}
 * @throws VentralError as {@link readHumanAnswers}
 */
export function readHumanChoices(
  target: Assembly,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const subjects = new Map([...readHumanAnswers(target).keys()].map((name) => [name, new Map()]));
  for (const { stimulus, subject, choice } of readRows(target, 'subject', 'choice')) {
    subjects.get(subject)?.set(stimulus, choice);
  }
  return subjects;
}

/** Refuses answers of which none is a category, such as `DOG` for `dog`: they would all be wrong. */
function requireSameWords(
  who: string,
  answers: readonly string[],
  categories: readonly string[],
): void {
  const known = new Set(categories);
  if (answers.some((answer) => known.has(answer))) return;
  const some = (words: readonly string[]) => {
    const different = sortedUnique(words);
    const shown = different.slice(0, 3).map((word) => `'${word}'`);
    return shown.join(', ') + (different.length > shown.length ? ', ...' : '');
  };
  throw new VentralError(
    'RESPONSES_INVALID',
    `No answer of ${who} (${some(answers)}) is among the categories of the stimuli (${some(categories)}).`,
    { hint: 'Answers are compared letter by letter: name categories as the stimuli do.' },
  );
}

/** The labels of each presentation. */
function readRows<Label extends string>(
  assembly: Assembly,
  ...names: readonly Label[]
): readonly Readonly<Record<Label | 'stimulus', string>>[] {
  const { dims, shape } = assembly;
  if (dims.length !== 1 || dims[0] !== 'presentation' || shape[0] === 0) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Answers are compared as [presentation], not as [${dims.join(', ')}] of shape ` +
        `[${shape.join(', ')}].`,
      {
        hint: `Give one answer a presentation, with the coordinates stimulus_id, ${names.join(', ')}.`,
      },
    );
  }
  const labels = names.map((name) => [name, coordinate(assembly, name)] as const);
  return coordinate(assembly, 'stimulus_id').map((stimulus, row) => ({
    ...(Object.fromEntries(labels.map(([name, values]) => [name, String(values[row])])) as Record<
      Label,
      string
    >),
    stimulus: String(stimulus),
  }));
}
