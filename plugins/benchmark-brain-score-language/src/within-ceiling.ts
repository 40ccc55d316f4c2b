import { type Benchmark, defineBenchmark, type Score } from '@ventral/core';

/** A benchmark whose value is cut at 0 and 1, as Brain-Score language cuts scores over their ceilings. */
export function withinCeiling(benchmark: Benchmark): Benchmark {
  return defineBenchmark({
    ...benchmark,
    async score(candidate, context, options) {
      const score = await benchmark.score(candidate, context, options);
      return score.ceilingConvention === 'r/c' ? cut(score) : score;
    },
  });
}

function cut(score: Score): Score {
  const { value, uncertainty, notes = [] } = score;
  const within = (one: number) => Math.max(0, Math.min(1, one));
  if (within(value) === value) return score;
  const isMeasured = uncertainty !== undefined && 'interval' in uncertainty;
  return {
    ...score,
    value: within(value),
    ...(isMeasured && {
      uncertainty: {
        ...uncertainty,
        interval: [within(uncertainty.interval[0]), within(uncertainty.interval[1])] as const,
      },
    }),
    notes: [
      ...notes,
      `The value is cut at ${within(value)}: over the ceiling it would be ${value}.`,
    ],
  };
}
