import {
  type Benchmark,
  type Dataset,
  defineNeuralBenchmark,
  type NeuralData,
} from '@ventral/core';
import {
  type FreemanZiemba2013,
  freemanZiemba2013,
  type RegionRecordings,
} from '@ventral/dataset-freeman-ziemba-2013';
import { placeOnScreen } from '@ventral/images';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { pls } from '@ventral/metric-linear-predictivity';

/** What is scored. */
export interface RegionBenchmarkSettings {
  /** Images: those that anyone can fetch, or those that are held out for evaluation. */
  readonly part: 'public' | 'private';
  readonly region: 'V1' | 'V2';
  /**
   * Recordings in the same layout.
   * @default freemanZiemba2013
   */
  readonly dataset?: Dataset<FreemanZiemba2013>;
}

// Width of the images in degrees of visual angle.
const degrees = 4;

/**
 * How well a model predicts the responses of one region to textures.
 *
 * Conditions: images 4 degrees wide on the model's screen; responses of 50 to 200 ms averaged over
 * repetitions; ten splits of the images stratified by texture or noise, 90 % to fit and 10 % to test; PLS with
 * 25 components. The ceiling is the internal consistency of single trials; the value is `r^2/c`.
 *
 * Reference: Schrimpf et al. (2020), Integrative benchmarking to advance neurally mechanistic models
 * of human intelligence, doi:10.1016/j.neuron.2020.07.040; in the version of Brain-Score of 2026.
 */
export function regionBenchmark({
  part,
  region,
  dataset = freemanZiemba2013,
}: RegionBenchmarkSettings): Benchmark {
  const [suffix, images] = part === 'public' ? ['public', 'public'] : ['', 'held-out'];
  return defineNeuralBenchmark<NeuralData & RegionRecordings>({
    id: `FreemanZiemba2013${suffix}.${region}-${pls.id}`,
    title: `Macaque ${region}, ${images} images of textures: ${pls.title}`,
    scoreVersion: part === 'public' ? 1 : 3,
    ...(dataset.citation === undefined ? {} : { citation: dataset.citation }),
    ...(dataset.licence === undefined ? {} : { licence: dataset.licence }),
    species: dataset.species,
    region,
    degrees,
    dataset,
    metric: pls,
    metricOptions: { stratification: 'texture_type' },
    files: dataset.filesOf?.(part) ?? dataset.files,
    load: async (context) => {
      const { stimuli, region: recordingsOf } = await dataset.load(context, part);
      return { stimuli, ...(await recordingsOf(region)) };
    },
    present: (stimuli, visualDegrees) =>
      placeOnScreen(stimuli, { source: degrees, target: visualDegrees }),
    ceiling: async ({ trials }, context) =>
      internalConsistency.compare(undefined, trials, {}, context),
    ceilingConvention: 'r^2/c',
  });
}
