import {
  type Benchmark,
  type Dataset,
  defineNeuralBenchmark,
  type Metric,
  type NeuralData,
} from '@ventral/core';
import {
  type MajajHong2015,
  majajHong2015,
  type RegionRecordings,
} from '@ventral/dataset-majaj-hong-2015';
import { placeOnScreen } from '@ventral/images';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { pls } from '@ventral/metric-linear-predictivity';

/** What is scored. */
export interface RegionBenchmarkSettings {
  /** Images: those that anyone can fetch, or those that are held out for evaluation. */
  readonly part: 'public' | 'private';
  readonly region: 'V4' | 'IT';
  /**
   * How features are compared with responses.
   * @default pls
   */
  readonly metric?: Metric;
  /**
   * Recordings in the same layout.
   * @default majajHong2015
   */
  readonly dataset?: Dataset<MajajHong2015>;
}

// Width of the images in degrees of visual angle.
const degrees = 8;

/**
 * How well a model predicts the responses of one region to objects.
 *
 * Conditions: images 8 degrees wide on the model's screen; responses of 70 to 170 ms averaged over
 * repetitions; splits of the images stratified by object, 10 % to test; PLS with 25 components, or
 * another metric. The ceiling is the internal consistency of single trials; the value is `r^2/c`. A
 * metric that is an error has no ceiling.
 *
 * Reference: Schrimpf et al. (2020), Integrative benchmarking to advance neurally mechanistic models
 * of human intelligence, doi:10.1016/j.neuron.2020.07.040; in the version of Brain-Score of 2026.
 */
export function regionBenchmark({
  part,
  region,
  metric = pls,
  dataset = majajHong2015,
}: RegionBenchmarkSettings): Benchmark {
  const [suffix, images] = part === 'public' ? ['public', 'public'] : ['', 'held-out'];
  return defineNeuralBenchmark<NeuralData & RegionRecordings>({
    id: `MajajHong2015${suffix}.${region}-${metric.id}`,
    title: `Macaque ${region}, ${images} images of objects: ${metric.title}`,
    // That of Brain-Score, where it has this benchmark.
    scoreVersion: metric.id === pls.id ? 4 : 1,
    ...(dataset.citation === undefined ? {} : { citation: dataset.citation }),
    ...(dataset.licence === undefined ? {} : { licence: dataset.licence }),
    species: dataset.species,
    region,
    degrees,
    dataset,
    metric,
    metricOptions: { stratification: 'object_name' },
    files: dataset.filesOf?.(part) ?? dataset.files,
    load: async (context) => {
      const { stimuli, region: recordingsOf } = await dataset.load(context, part);
      return { stimuli, ...(await recordingsOf(region)) };
    },
    present: (stimuli, visualDegrees) =>
      placeOnScreen(stimuli, { source: degrees, target: visualDegrees }),
    ...(metric.better === 'higher' && {
      ceiling: async ({ trials }, context) =>
        internalConsistency.compare(undefined, trials, {}, context),
    }),
    ceilingConvention: 'r^2/c',
  });
}
