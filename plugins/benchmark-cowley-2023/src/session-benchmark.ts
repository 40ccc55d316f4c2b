import { type Benchmark, defineNeuralBenchmark, type Metric } from '@ventral/core';
import { type CowleySession, cowley2023 } from '@ventral/dataset-cowley-2023';
import { internalConsistency } from '@ventral/metric-internal-consistency';

/**
 * How well a model predicts the V4 units of one recording session.
 *
 * Conditions: responses averaged over repeats, units in the order of the file; the metric's own
 * splits of the images, 10 % to test, not stratified. The value is the raw predictivity. Its ceiling
 * is stated beside it and does not change it, because single trials have to be fetched apart and a
 * score must not depend on whether they were. An error has none.
 */
export function sessionBenchmark(session: string, metric: Metric): Benchmark {
  return defineNeuralBenchmark<CowleySession>({
    id: `Cowley2023.V4.${session}-${metric.id}`,
    title: `Macaque V4, session ${session}: ${metric.title}`,
    ...(cowley2023.citation === undefined ? {} : { citation: cowley2023.citation }),
    ...(cowley2023.licence === undefined ? {} : { licence: cowley2023.licence }),
    species: cowley2023.species,
    region: 'V4',
    dataset: cowley2023,
    metric,
    files: cowley2023.filesOf?.(session) ?? [],
    load: (context) => cowley2023.load(context, session),
    ...(metric.better === 'higher' && {
      ceiling: async ({ trials }, context) =>
        internalConsistency.compare(undefined, await trials(), {}, context),
    }),
    ceilingConvention: 'raw',
  });
}
