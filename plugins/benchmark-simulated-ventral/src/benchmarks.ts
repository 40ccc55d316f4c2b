import {
  defineBehavioralBenchmark,
  defineMeanBenchmark,
  defineNeuralBenchmark,
  readOutChoices,
} from '@ventral/core';
import { simulatedVentral } from '@ventral/dataset-simulated-ventral';
import { i2n, trialConsistency } from '@ventral/metric-i2n';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { pls, ridge } from '@ventral/metric-linear-predictivity';

const dataset = simulatedVentral;

const recordings = (region: string, metric: typeof pls | typeof ridge) =>
  defineNeuralBenchmark({
    id: `SimulatedVentral.${region}-${metric.id}`,
    title: `Simulated ${region}: ${metric.title}`,
    dataset,
    region,
    metric,
    metricOptions: { stratification: 'object_name' },
    ceiling: internalConsistency,
    ceilingConvention: 'r^2/c',
  });

const overTime = (region: string, metric: typeof pls | typeof ridge) =>
  defineNeuralBenchmark({
    id: `SimulatedVentral.${region}-temporal`,
    title: `Simulated ${region} over time: ${metric.title}`,
    dataset,
    region,
    metric,
    metricOptions: { stratification: 'object_name' },
    ceiling: internalConsistency,
    ceilingConvention: 'r^2/c',
    overTime: 'responses',
  });

const choices = defineBehavioralBenchmark({
  id: 'SimulatedVentral-i2n',
  title: 'Choices between objects by simulated observers, image by image (i2n)',
  dataset: {
    ...dataset,
    load: async (context) => (await dataset.load(context)).choices(),
  },
  metric: i2n,
  answer: readOutChoices,
  ceiling: trialConsistency,
  // Over the same halves as the score.
  ceilingOptions: ({ seed }) => (seed === undefined ? {} : { seed }),
  ceilingConvention: 'r/sqrt(c)',
  ceilingBySplit: true,
});

// V1 is no part of the mean, which is as it was before there was a simulated V1.
const parts = [recordings('V4', pls), recordings('IT', pls), choices];
const { citation = '', licence = '', species } = dataset;

/**
 * How well a model predicts a simulated brain, under the conditions of the benchmarks on real ones: V4
 * and IT as `MajajHong2015.*-pls`, choices as `Rajalingham2018-i2n`, the mean of the three, each after its
 * ceiling, and V1 by itself; and each region over time, in bins of 20 ms.
 *
 * The scores say nothing about brains: they show what metrics do where the truth is known.
 */
export const benchmarks = [
  defineMeanBenchmark({
    id: 'SimulatedVentral',
    title: 'Simulated ventral stream: mean of V4, IT and choices',
    ...{ citation, licence, species },
    region: 'ventral stream',
    parts,
  }),
  ...parts,
  // Cells that see different places share little: 25 components of PLS hold a third of what they say.
  recordings('V1', ridge),
  overTime('V1', ridge),
  overTime('V4', pls),
  overTime('IT', pls),
];
