import type { Score } from '@ventral/core';
import type { Maybe, ScoreCourse } from './site-data.ts';

/** What the page shows of a score over time; of other scores nothing. */
export function scoreCourse({ overTime }: Score): ScoreCourse | undefined {
  if (overTime === undefined) return undefined;
  const { aspect, bins } = overTime;
  const each = (numberOf: (score: Score) => number | undefined): readonly Maybe[] =>
    bins.map(({ score }) => (score === undefined ? null : rounded(numberOf(score))));
  const end = (which: 0 | 1) =>
    each(({ uncertainty }) =>
      uncertainty && 'interval' in uncertainty ? uncertainty.interval[which] : undefined,
    );
  return {
    aspect,
    start: bins.map(({ window }) => window[0]),
    end: bins.map(({ window }) => window[1]),
    value: each(({ value }) => value),
    low: end(0),
    high: end(1),
    ceiling: each(({ ceiling }) => ceiling),
  };
}

function rounded(value: number | undefined): Maybe {
  return value === undefined ? null : Number(value.toPrecision(6));
}
