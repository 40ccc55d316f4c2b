import type { Resampling } from '@ventral/core';
import { countedMean, type Matrix, yieldToEvents } from '@ventral/numerics';
import type { SubjectCorrelations } from './subject-correlations.ts';

/** Stimuli and subjects that are drawn again. */
export interface DrawnDissimilarities {
  readonly stimulusIds: readonly string[];
  /** Names; one a correlation. */
  readonly subjects: readonly string[];
  /** Whether subjects are drawn as well. */
  readonly drawsSubjects: boolean;
  readonly correlations: () => SubjectCorrelations;
  /** The score, where it is not the mean of the correlations: replicates are moved by the difference. */
  readonly value?: number;
  /**
   * Whether the score is the mean of their squares.
   * @default false
   */
  readonly squared?: boolean;
}

// Replicates after which others get a turn.
const pace = 10;

/**
 * Draws stimuli and, where there are several, subjects of a mean correlation, or of its squares, again: the dual bootstrap.
 * Pairs of a stimulus with itself are left out, and others count as often as both their stimuli. Few stimuli
 * tend to be given too large an error: what is particular to a pair counts with both its stimuli.
 *
 * Reference: Schuett, Kipnis, Diedrichsen & Kriegeskorte (2023), https://doi.org/10.7554/eLife.82566
 */
export function dissimilarityResampling({
  stimulusIds,
  subjects,
  drawsSubjects,
  correlations,
  value,
  squared = false,
}: DrawnDissimilarities): Resampling {
  return {
    units: {
      stimuli: { ids: stimulusIds },
      ...(drawsSubjects && { subjects: { ids: subjects } }),
    },
    // The mean of squares is none.
    isCorrelation: !squared,
    async replicate(plan, { signal }) {
      const [stimuli, people] = [plan.counts('stimuli'), drawsSubjects && plan.counts('subjects')];
      const [replicates] = stimuli.shape;
      const { correlate: correlateDrawn, dependsOnSubjects } = correlations();
      const correlate: SubjectCorrelations['correlate'] = (counts, times) => {
        const rs = correlateDrawn(counts, times);
        return squared ? rs.map((r) => r * r) : rs;
      };
      const once = (size: number) => new Uint8Array(size).fill(1);
      const [allStimuli, allSubjects] = [once(stimulusIds.length), once(subjects.length)];
      const own = correlate(allStimuli, allSubjects);
      const moved = value === undefined ? 0 : value - countedMean(own, allSubjects);
      const drawn = { stimuli: [], subjects: [], all: [] } as Record<string, number[]>;
      const put = (axis: string, values: readonly number[], counts: Uint8Array) => {
        drawn[axis]!.push(moved + countedMean(values, counts));
      };
      for (let replicate = 0; replicate < replicates; replicate++) {
        if (replicate % pace === 0) await yieldToEvents(signal, 'drawing stimuli again');
        const counts = rowOf(stimuli, replicate);
        const found = correlate(counts, allSubjects);
        put('stimuli', found, allSubjects);
        if (!people) continue;
        const times = rowOf(people, replicate);
        put('subjects', dependsOnSubjects ? correlate(allStimuli, times) : own, times);
        put('all', dependsOnSubjects ? correlate(counts, times) : found, times);
      }
      return Object.fromEntries(
        Object.entries(drawn)
          .filter(([, values]) => values.length > 0)
          .map(([axis, values]) => [axis, Float64Array.from(values)]),
      );
    },
  };
}

function rowOf({ shape: [, size], values }: Matrix<Uint8Array>, row: number): Uint8Array {
  return values.subarray(row * size, (row + 1) * size);
}
