import { VentralError } from '@ventral/errors';
import { digestSplits, RandomState, shuffleSplit } from '@ventral/numerics';
import type { SingleTrials } from './single-trials.ts';

/** Whether a repetition of a stimulus, as indices, belongs to the second half. */
export type Halves = (stimulus: number, repetition: number) => boolean;

/** Divisions of the repetitions into halves. */
export interface DrawnHalves {
  readonly splits: readonly Halves[];
  /** sha256 over what was drawn. */
  readonly digest: string;
}

/**
 * Divides repetitions into halves at random, once a split: the same for all stimuli, as Brain-Score does.
 *
 * Where a stimulus was presented so seldom that it could be missing from such a half, halves are drawn for
 * each stimulus among the repetitions that it has.
 *
 * @throws VentralError `RESPONSES_INVALID` where a stimulus was presented once only
 */
export function drawHalves(trials: SingleTrials, count: number, seed: number): DrawnHalves {
  const { repetitions, stimuli } = trials;
  const repetitionsOf = stimuli.map(() => new Set<number>());
  for (const { stimulus, repetition } of trials.measured) repetitionsOf[stimulus]!.add(repetition);
  const fewest = Math.min(...repetitionsOf.map(({ size }) => size));
  if (repetitions.length - fewest < Math.floor(repetitions.length / 2)) {
    const drawn = shuffleSplit(repetitions.length, { splits: count, size: { train: 0.5 }, seed });
    const splits = drawn.map(({ test }) => {
      const second = new Set(test);
      return (_stimulus: number, repetition: number) => second.has(repetition);
    });
    return { splits, digest: digestSplits(drawn, repetitions) };
  }
  requireTwice(trials, repetitionsOf);
  const random = new RandomState(seed);
  const drawn = Array.from({ length: count }, () =>
    repetitionsOf.map((own) => {
      const order = random.permutation([...own].sort((a, b) => a - b));
      const middle = Math.ceil(order.length / 2);
      return { train: order.slice(middle), test: order.slice(0, middle) };
    }),
  );
  const splits = drawn.map((ofStimuli) => {
    const second = ofStimuli.map(({ test }) => new Set(test));
    return (stimulus: number, repetition: number) => second[stimulus]!.has(repetition);
  });
  return { splits, digest: digestSplits(drawn.flat(), repetitions) };
}

function requireTwice(
  { stimuli }: SingleTrials,
  repetitionsOf: readonly ReadonlySet<number>[],
): void {
  const once = stimuli.filter((_, stimulus) => repetitionsOf[stimulus]!.size < 2);
  if (once.length === 0) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `${once.length} of ${stimuli.length} stimuli were presented once only, and cannot be in both halves of ` +
      `the repetitions; the first is '${once[0]}'.`,
    { hint: 'Leave out the stimuli that were presented once only.' },
  );
}
