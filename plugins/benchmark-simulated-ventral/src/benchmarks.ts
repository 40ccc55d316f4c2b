import { scoreChoices } from '@ventral/benchmark-rajalingham-2018';
import {
  type Benchmark,
  defineBenchmark,
  defineMeanBenchmark,
  defineNeuralBenchmark,
  type NeuralData,
  oncePerRun,
} from '@ventral/core';
import {
  type Region,
  type SimulatedRecordings,
  simulatedVentral,
} from '@ventral/dataset-simulated-ventral';
import { placeOnScreen } from '@ventral/images';
import { type BehavioralOptions, i2n } from '@ventral/metric-i2n';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { pls } from '@ventral/metric-linear-predictivity';

// Width of the images in degrees of visual angle.
const degrees = 8;
const dataOf = oncePerRun((context) => simulatedVentral.load(context));
const choicesOf = oncePerRun(async (context) => (await dataOf(context)).choices());

const described = {
  ...(simulatedVentral.citation === undefined ? {} : { citation: simulatedVentral.citation }),
  ...(simulatedVentral.licence === undefined ? {} : { licence: simulatedVentral.licence }),
  species: simulatedVentral.species,
};
const common = {
  ...described,
  degrees,
  dataset: simulatedVentral,
  files: simulatedVentral.files,
};

const parts = [regionBenchmark('V4'), regionBenchmark('IT'), choiceBenchmark()];

/**
 * How well a model predicts a simulated brain, under the conditions of the benchmarks on real ones: V4
 * and IT as `MajajHong2015.*-pls`, choices as `Rajalingham2018-i2n`, and the mean of the three, each
 * after its ceiling.
 *
 * The scores say nothing about brains: they show what metrics do where the truth is known.
 */
export const benchmarks: readonly Benchmark[] = [
  defineMeanBenchmark({
    id: 'SimulatedVentral',
    title: 'Simulated ventral stream: mean of V4, IT and choices',
    ...described,
    region: 'ventral stream',
    parts,
  }),
  ...parts,
];

function regionBenchmark(region: Region): Benchmark {
  return defineNeuralBenchmark<NeuralData & SimulatedRecordings>({
    id: `SimulatedVentral.${region}-${pls.id}`,
    title: `Simulated ${region}: ${pls.title}`,
    ...common,
    region,
    metric: pls,
    metricOptions: { stratification: 'object_name' },
    load: async (context) => {
      const { stimuli, region: recordingsOf } = await dataOf(context);
      return { stimuli, ...(await recordingsOf(region)) };
    },
    present: (stimuli, visualDegrees) =>
      placeOnScreen(stimuli, { source: degrees, target: visualDegrees }),
    ceiling: async ({ trials }, context) =>
      internalConsistency.compare(undefined, trials, {}, context),
    ceilingConvention: 'r^2/c',
  });
}

function choiceBenchmark(): Benchmark {
  return defineBenchmark({
    id: 'SimulatedVentral-i2n',
    title: 'Choices between objects by simulated observers, image by image (i2n)',
    ...common,
    region: 'behavior',
    metric: i2n,
    async score(candidate, context, { metricOptions = {} } = {}) {
      // Checked by the metric.
      const options = metricOptions as Partial<BehavioralOptions>;
      const conditions = { ceilingSkipsUndefined: false };
      return scoreChoices(candidate, await choicesOf(context), conditions, context, options);
    },
  });
}
