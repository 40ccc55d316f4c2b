import { randomOf } from './random-of.ts';

/** Samples of a step, and which round over all samples each of them belongs to. */
interface StepSamples {
  readonly rows: readonly number[];
  readonly rounds: readonly number[];
}

/** The order in which samples are shown, round after round, each a permutation of its own. */
export interface SampleOrder {
  /** The samples of a step, counted from 0 over the whole training. */
  at(step: number): StepSamples;
}

// What the numbers of a round are drawn for.
const purpose = 1;

/**
 * Rounds that begin anew with each epoch, whose last batch has what is left.
 *
 */
export function epochOrder(
  count: number,
  batchSize: number,
  seed: number,
  pass: number,
): SampleOrder {
  const stepsOfEpoch = Math.ceil(count / batchSize);
  const permutation = remembered((round) =>
    randomOf(seed, purpose, pass, round).permutation(count),
  );
  return {
    at(step) {
      const round = Math.floor(step / stepsOfEpoch);
      const start = (step % stepsOfEpoch) * batchSize;
      const rows = permutation(round).slice(start, start + batchSize);
      return { rows, rounds: rows.map(() => round) };
    },
  };
}

/** Rounds one after the other, whatever the epochs: every batch is whole. */
export function endlessOrder(
  count: number,
  batchSize: number,
  seed: number,
  pass: number,
): SampleOrder {
  const permutation = remembered((round) =>
    randomOf(seed, purpose, pass, round).permutation(count),
  );
  return {
    at(step) {
      const places = Array.from({ length: batchSize }, (_, index) => step * batchSize + index);
      const rounds = places.map((place) => Math.floor(place / count));
      const rows = places.map((place, index) => permutation(rounds[index]!)[place % count]!);
      return { rows, rounds };
    },
  };
}

/** What was made last, and the one before: a batch may lie in two rounds. */
export function remembered<Value>(make: (round: number) => Value): (round: number) => Value {
  const known = new Map<number, Value>();
  return (round) => {
    const found = known.get(round);
    if (found !== undefined) return found;
    const made = make(round);
    if (known.size > 1) known.delete(Math.min(...known.keys()));
    known.set(round, made);
    return made;
  };
}
