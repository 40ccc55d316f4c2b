import { type Assembly, coordinate } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { sortedUnique } from '@ventral/numerics';

/** Three objects, in ascending order: the same whatever the order they were shown in. */
export interface Triplet {
  readonly id: string;
  readonly objects: readonly [string, string, string];
}

/** Who found which of three objects the odd one. */
export interface Judgements {
  /** Each once, in the order of their first trials. */
  readonly triplets: readonly Triplet[];
  /** Ascending. */
  readonly subjects: readonly string[];
  /** Of each trial: the triplet, by index; which of its objects was chosen, 0 to 2; the subject, by index. */
  readonly triplet: Uint32Array;
  readonly odd: Uint8Array;
  readonly subject: Uint32Array;
}

/** So that guessing, a third, is 0, and being right each time is 1: `(accuracy - 1/3) / (1 - 1/3)`. */
export function aboveChance(accuracy: number): number {
  return (3 * accuracy - 1) / 2;
}

/**
 * Reads which of three objects people chose as the odd one.
 *
 * @param target `presentation` with the coordinates `object1`, `object2` and `object3`, three different objects,
 *   and `subject`; values are 1, 2 or 3: which of them was chosen
 * @throws VentralError `SHAPE_MISMATCH` without these coordinates
 * @throws VentralError `RESPONSES_INVALID` without trials, for an object that stands twice in a trial, and for a
 *   value that is none of 1, 2 and 3
 */
export function readJudgements(target: Assembly): Judgements {
  const shown = ['object1', 'object2', 'object3'].map((name) => coordinate(target, name));
  const people = coordinate(target, 'subject').map(String);
  const trials = people.length;
  if (trials === 0) {
    throw new VentralError('RESPONSES_INVALID', 'There are no trials to compare with.', {
      hint: 'Give at least one choice among three objects.',
    });
  }
  const subjects = sortedUnique(people);
  const placeOf = new Map(subjects.map((name, index) => [name, index]));
  const triplets: Triplet[] = [];
  const indexOf = new Map<string, number>();
  const [triplet, odd] = [new Uint32Array(trials), new Uint8Array(trials)];
  for (let trial = 0; trial < trials; trial++) {
    const own = shown.map((names) => String(names[trial]));
    const chosen = own[(target.values[trial] as number) - 1];
    const objects = own.toSorted() as [string, string, string];
    requireJudgement(trial, objects, chosen, target.values[trial] as number);
    const id = JSON.stringify(objects);
    const index = indexOf.get(id) ?? triplets.length;
    if (index === triplets.length) {
      indexOf.set(id, index);
      triplets.push({ id, objects });
    }
    triplet[trial] = index;
    odd[trial] = objects.indexOf(chosen as string);
  }
  const subject = Uint32Array.from(people, (name) => placeOf.get(name) as number);
  return { triplets, subjects, triplet, odd, subject };
}

/** How often each of its objects was chosen: `triplets x 3`. */
export function countChoices({ triplets, triplet, odd }: Judgements): Float64Array {
  const counts = new Float64Array(3 * triplets.length);
  for (let trial = 0; trial < odd.length; trial++) counts[3 * triplet[trial]! + odd[trial]!]! += 1;
  return counts;
}

function requireJudgement(
  trial: number,
  objects: Triplet['objects'],
  chosen: string | undefined,
  value: number,
): void {
  const twice = objects.find((name, index) => objects.indexOf(name) < index);
  if (twice === undefined && chosen !== undefined) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    twice === undefined
      ? `Trial ${trial + 1} of ${objects.join(', ')} has the choice ${value}, which is none of 1, 2 and 3.`
      : `Trial ${trial + 1} shows '${twice}' twice.`,
    { hint: 'Each trial shows three different objects, one of which is chosen.' },
  );
}
