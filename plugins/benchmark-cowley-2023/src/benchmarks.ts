import { type Benchmark, defineMeanBenchmark, type Metric } from '@ventral/core';
import { cowley2023, verifiedSessions } from '@ventral/dataset-cowley-2023';
import { pls, ridge } from '@ventral/metric-linear-predictivity';
import { nrp } from '@ventral/metric-nrp';
import { sessionBenchmark } from './session-benchmark.ts';

const metrics: readonly Metric[] = [pls, ridge, nrp];

/**
 * Every benchmark of the data set: one for each session and metric, and for each metric the mean
 * over the twelve sessions whose files are pinned by sha256.
 */
export const benchmarks: readonly Benchmark[] = metrics.flatMap((metric) => {
  const sessions = (cowley2023.parts ?? []).map((session) => sessionBenchmark(session, metric));
  return [meanOverSessions(sessions, metric), ...sessions];
});

function meanOverSessions(sessions: readonly Benchmark[], metric: Metric): Benchmark {
  const parts = verifiedSessions.map((session) => {
    const id = `Cowley2023.V4.${session}-${metric.id}`;
    return sessions.find((benchmark) => benchmark.id === id) as Benchmark;
  });
  return defineMeanBenchmark({
    id: `Cowley2023.V4-${metric.id}`,
    title: `Macaque V4, mean over ${parts.length} sessions: ${metric.title}`,
    ...(cowley2023.citation === undefined ? {} : { citation: cowley2023.citation }),
    species: cowley2023.species,
    region: 'V4',
    dataset: cowley2023,
    metric,
    parts,
  });
}
