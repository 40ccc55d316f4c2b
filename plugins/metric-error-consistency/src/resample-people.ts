import type { Resampling } from '@ventral/core';
import { replicateCount, yieldToEvents } from '@ventral/numerics';
import type { DrawnStimuli } from './drawn-stimuli.ts';

/** Two who are compared: one or two people, by index. */
export interface ComparedPair {
  /** The people among the two: the model is none. */
  readonly people: readonly number[];
  /** Their value with stimuli that count several times, or not at all; NaN where it is undefined. */
  measure(counts: ArrayLike<number>): number;
}

/** Who is compared, on which stimuli. */
export interface ComparedPeople extends DrawnStimuli {
  /** Names of the people. */
  readonly people: readonly string[];
  readonly pairs: readonly ComparedPair[];
}

// Of fewer people, more than one draw in twenty is of a single one, with no pair to compare.
const fewestInPairs = 4;

// Replicates after which others get a turn.
const pace = 20;

/**
 * Draws people and stimuli of a score again that is the mean over pairs. A person drawn twice counts twice,
 * but is not compared with themselves. Stimuli are drawn within their condition, where each has one. Where
 * fewer than 4 people are compared with each other, they are fixed.
 *
 * @param transform what the score makes of the mean
 */
export function resamplePeople(
  { people, stimuli, conditions, pairs }: ComparedPeople,
  transform: (value: number) => number = (value) => value,
): Resampling {
  const isBetweenPeople = pairs.some((pair) => pair.people.length > 1);
  const drawsPeople = people.length >= (isBetweenPeople ? fewestInPairs : 2);
  return {
    units: {
      stimuli: { ids: stimuli, ...(conditions && { strata: conditions }) },
      ...(drawsPeople && { subjects: { ids: people } }),
    },
    async replicate(plan, { signal }) {
      const once = new Uint8Array(stimuli.length).fill(1);
      const own = pairs.map((pair) => pair.measure(once));
      const drawnStimuli = plan.counts('stimuli').values;
      const drawnPeople = drawsPeople ? plan.counts('subjects').values : undefined;
      const replicates: Record<string, Float64Array> = {
        stimuli: new Float64Array(replicateCount),
        ...(drawsPeople && {
          subjects: new Float64Array(replicateCount),
          all: new Float64Array(replicateCount),
        }),
      };
      const put = (
        axis: string,
        replicate: number,
        values: readonly number[],
        counts?: Uint8Array,
      ) => {
        replicates[axis]![replicate] = transform(averagePairs(pairs, values, counts));
      };
      for (let replicate = 0; replicate < replicateCount; replicate++) {
        if (replicate % pace === 0) await yieldToEvents(signal, 'drawing people and stimuli again');
        const counts = row(drawnStimuli, replicate, stimuli.length);
        const values = pairs.map((pair) => pair.measure(counts));
        put('stimuli', replicate, values);
        if (drawnPeople === undefined) continue;
        const times = row(drawnPeople, replicate, people.length);
        put('subjects', replicate, own, times);
        put('all', replicate, values, times);
      }
      return replicates;
    },
  };
}

/** The mean of defined values, each counting as often as its people were drawn together. */
function averagePairs(
  pairs: readonly ComparedPair[],
  values: readonly number[],
  counts?: Uint8Array,
): number {
  let [sum, total] = [0, 0];
  for (const [index, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    let times = 1;
    if (counts !== undefined) for (const person of pairs[index]!.people) times *= counts[person]!;
    if (times === 0) continue;
    sum += times * value;
    total += times;
  }
  return sum / total;
}

function row(values: Uint8Array, index: number, size: number): Uint8Array {
  return values.subarray(index * size, (index + 1) * size);
}
