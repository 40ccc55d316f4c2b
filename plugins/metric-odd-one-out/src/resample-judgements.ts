import type { Resampling } from '@ventral/core';
import { replicateCount, yieldToEvents } from '@ventral/numerics';
import type { Judgements } from './triplets.ts';

/** A score over triplets and subjects that count several times, or not at all; NaN where none is left. */
export type CountedScore = (triplets: ArrayLike<number>, subjects: ArrayLike<number>) => number;

// Replicates after which others get a turn.
const pace = 20;

/**
 * Draws triplets and subjects of a score again, apart and at once. Objects are not drawn by themselves: triplets
 * were drawn at random from all objects, and other triplets show other objects.
 */
export function resampleJudgements(
  { triplets, subjects }: Judgements,
  score: CountedScore,
): Resampling {
  return {
    units: {
      triplets: { ids: triplets.map(({ id }) => id) },
      ...(subjects.length > 1 && { subjects: { ids: subjects } }),
    },
    async replicate(plan, { signal }) {
      const drawnTriplets = plan.counts('triplets').values;
      const drawnSubjects = subjects.length > 1 ? plan.counts('subjects').values : undefined;
      const everyTriplet = new Uint8Array(triplets.length).fill(1);
      const everySubject = new Uint8Array(subjects.length).fill(1);
      const empty = () => new Float64Array(replicateCount);
      const [ofTriplets, ofSubjects, ofAll] = [empty(), empty(), empty()];
      for (let replicate = 0; replicate < replicateCount; replicate++) {
        if (replicate % pace === 0) {
          await yieldToEvents(signal, 'drawing triplets and subjects again');
        }
        const own = row(drawnTriplets, replicate, triplets.length);
        ofTriplets[replicate] = score(own, everySubject);
        if (drawnSubjects === undefined) continue;
        const people = row(drawnSubjects, replicate, subjects.length);
        ofSubjects[replicate] = score(everyTriplet, people);
        ofAll[replicate] = score(own, people);
      }
      if (drawnSubjects === undefined) return { triplets: ofTriplets };
      return { triplets: ofTriplets, subjects: ofSubjects, all: ofAll };
    },
  };
}

/**
 * The mean over trials that count as often as their triplet and their subject.
 *
 * @param values one a trial
 */
export function countedTrialMean(
  { triplet, subject }: Judgements,
  values: Float64Array,
): CountedScore {
  return (triplets, subjects) => {
    let [sum, total] = [0, 0];
    for (let trial = 0; trial < values.length; trial++) {
      const times = triplets[triplet[trial]!]! * subjects[subject[trial]!]!;
      sum += times * values[trial]!;
      total += times;
    }
    return sum / total;
  };
}

function row(values: Uint8Array, index: number, size: number): Uint8Array {
  return values.subarray(index * size, (index + 1) * size);
}
