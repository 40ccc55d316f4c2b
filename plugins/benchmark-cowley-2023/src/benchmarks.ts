import { defineMeanBenchmark, defineNeuralBenchmark, type Metric } from '@ventral/core';
import { cowley2023, sessions, verifiedSessions } from '@ventral/dataset-cowley-2023';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { pls, ridge } from '@ventral/metric-linear-predictivity';
import { nrp } from '@ventral/metric-nrp';

const metrics: readonly Metric[] = [pls, ridge, nrp];

/**
 * How well a model predicts the V4 units of one recording session: a benchmark for each session and
 * metric, and for each metric the mean over the twelve sessions whose files are pinned by sha256.
 *
 * Conditions: responses averaged over repeats, units in the order of the file; the metric's own
 * splits of the images, 10 % to test, not stratified. The value is the raw predictivity. Its ceiling
 * is stated beside it and does not change it, because single trials have to be fetched apart and a
 * score must not depend on whether they were. An error has none.
 */
export const benchmarks = metrics.flatMap((metric) => {
  const ofSessions = sessions.map(({ id: session }) =>
    defineNeuralBenchmark({
      id: `Cowley2023.V4.${session}-${metric.id}`,
      title: `Macaque V4, session ${session} (${metric.id})`,
      dataset: cowley2023,
      part: session,
      region: 'V4',
      metric,
      ceiling: internalConsistency,
    }),
  );
  const parts = ofSessions.filter(({ part = '' }) => verifiedSessions.includes(part));
  const mean = defineMeanBenchmark({
    id: `Cowley2023.V4-${metric.id}`,
    title: `Macaque V4, mean over ${parts.length} sessions (${metric.id})`,
    dataset: cowley2023,
    region: 'V4',
    metric,
    parts,
  });
  return [mean, ...ofSessions];
});
