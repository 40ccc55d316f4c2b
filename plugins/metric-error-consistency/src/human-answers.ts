import { type Assembly, coordinate } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { sortedUnique } from '@ventral/numerics';

/** Whether the answer to each stimulus was right, by stimulus id. */
export type Answers = ReadonlyMap<string, boolean>;

/** What people answered, and what would have been right. */
export interface HumanAnswers {
  /** The right answer to each stimulus. */
  readonly truths: ReadonlyMap<string, string>;
  /** Ascending. */
  readonly conditions: readonly string[];
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
  const { stimulusIds, labels } = readAnswers(target, ['subject', 'condition', 'truth', 'choice']);
  const [subjectOf, conditionOf, truthOf, choiceOf] = labels as [
    string[],
    string[],
    string[],
    string[],
  ];
  const conditions = sortedUnique(conditionOf);
  const subjects = new Map(
    sortedUnique(subjectOf).map((subject) => [
      subject,
      conditions.map(() => new Map<string, boolean>()),
    ]),
  );
  for (const [row, stimulus] of stimulusIds.entries()) {
    const [subject, condition] = [subjectOf[row] as string, conditionOf[row] as string];
    const answers = subjects.get(subject)?.[conditions.indexOf(condition)] as Map<string, boolean>;
    if (answers.has(stimulus)) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `The subject '${subject}' answered the stimulus '${stimulus}' twice in the condition ` +
          `'${condition}'.`,
        { hint: 'Give one answer a subject, condition and stimulus.' },
      );
    }
    answers.set(stimulus, choiceOf[row] === truthOf[row]);
  }
  return { truths: findTruths(stimulusIds, truthOf), conditions, subjects };
}

/**
 * Reads the right answer to each stimulus from an assembly.
 *
 * @param target `presentation` with the coordinates `stimulus_id` and `truth`, each stimulus any
 *   number of times
 * @throws VentralError `SHAPE_MISMATCH`, `RESPONSES_INVALID` as {@link readHumanAnswers}
 */
export function readTruths(target: Assembly): ReadonlyMap<string, string> {
  const { stimulusIds, labels } = readAnswers(target, ['truth']);
  return findTruths(stimulusIds, labels[0] as string[]);
}

/** Checks that an assembly holds one answer a presentation, and reads some of its labels. */
export function readAnswers(
  assembly: Assembly,
  names: readonly string[],
): { readonly stimulusIds: readonly string[]; readonly labels: readonly string[][] } {
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
  return {
    stimulusIds: coordinate(assembly, 'stimulus_id').map(String),
    labels: names.map((name) => coordinate(assembly, name).map(String)),
  };
}

function findTruths(
  stimulusIds: readonly string[],
  truthOf: readonly string[],
): ReadonlyMap<string, string> {
  const truths = new Map<string, string>();
  for (const [row, stimulus] of stimulusIds.entries()) {
    const known = truths.get(stimulus);
    const truth = truthOf[row] as string;
    if (known !== undefined && known !== truth) {
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
