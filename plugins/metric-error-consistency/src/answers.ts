import { type Assembly, coordinate } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { sortedUnique } from '@ventral/numerics';

/** Whether the answer to each stimulus was right, by stimulus id. */
export type Answers = ReadonlyMap<string, boolean>;

/** What people answered, and what would have been right. */
export interface HumanAnswers {
  /** The right answer to each stimulus. */
  readonly truths: ReadonlyMap<string, string>;
  /** By subject, ascending: their answers in each condition. */
  readonly subjects: ReadonlyMap<string, readonly Answers[]>;
}

/**
 * Reads people's answers from an assembly; what was chosen counts, not the values.
 *
 * @param target `presentation` with the coordinates `stimulus_id`, `subject`, `condition`, `truth`
 *   and `choice`; any choice but the truth, such as a missing answer, is wrong
 * @throws VentralError `SHAPE_MISMATCH` for anything else, or without any answer
 * @throws VentralError `RESPONSES_INVALID` where a stimulus has two truths, or a subject answered it
 *   twice in a condition
 */
export function readHumanAnswers(target: Assembly): HumanAnswers {
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
  return { truths: readTruths(target), subjects };
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
 * Reads a model's answers from an assembly, and whether they are right.
 *
 * @param source `presentation` with the coordinates `stimulus_id` and `choice`; stimuli without a
 *   known truth are ignored
 * @param truths the right answer to each stimulus
 * @throws VentralError `SHAPE_MISMATCH` for anything else, or two answers to a stimulus
 * @throws VentralError `STIMULI_MISMATCH` where a stimulus was not answered
 */
export function readModelAnswers(source: Assembly, truths: ReadonlyMap<string, string>): Answers {
  const answers = new Map<string, boolean>();
  for (const { stimulus, choice } of readRows(source, 'choice')) {
    if (answers.has(stimulus)) {
      throw new VentralError(
        'SHAPE_MISMATCH',
        `The model answered the stimulus '${stimulus}' more than once.`,
        { hint: 'Give one answer a stimulus.' },
      );
    }
    answers.set(stimulus, choice === truths.get(stimulus));
  }
  const missing = [...truths.keys()].filter((stimulus) => !answers.has(stimulus));
  if (missing.length === 0) return answers;
  const [example] = answers.keys();
  throw new VentralError(
    'STIMULI_MISMATCH',
    `${missing.length} of ${truths.size} stimuli that people answered have no answer of the ` +
      `model; the first is '${missing[0]}', while it answered stimuli such as '${example}'.`,
    { hint: 'Show the model every stimulus that people saw, under the same ids.' },
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
