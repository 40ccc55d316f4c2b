import { applyCeiling, type Benchmark, defineBenchmark, oncePerRun } from '@ventral/core';
import {
  chooseCategories,
  type Experiment,
  experiments,
  geirhos2019,
} from '@ventral/dataset-geirhos-2019';
import { errorConsistency, errorConsistencyCeiling } from '@ventral/metric-error-consistency';
import { imageNetLogits } from './imagenet-logits.ts';

const region = 'behavior';

const images: Readonly<Record<Experiment, string>> = {
  edge: 'edge images',
  silhouette: 'silhouettes',
  'cue-conflict': 'images of conflicting shape and texture',
};

/**
 * Whether an ImageNet network errs on the images on which people err, in each experiment.
 *
 * Images fill the network's input. The network chooses the category, of 16, whose ImageNet classes it
 * gives the highest probability on average.
 */
export const benchmarks: readonly Benchmark[] = experiments.map(experimentBenchmark);

function experimentBenchmark(experiment: Experiment): Benchmark {
  const dataOf = oncePerRun((context) => geirhos2019.load(context, experiment));
  const ceilingOf = oncePerRun(async (context) => {
    const { trials } = await dataOf(context);
    return errorConsistencyCeiling.compare(undefined, trials, {}, context);
  });
  return defineBenchmark({
    id: `Geirhos2019.${experiment}-error_consistency`,
    title: `Errors shared with people on ${images[experiment]} (kappa)`,
    ...(geirhos2019.citation === undefined ? {} : { citation: geirhos2019.citation }),
    ...(geirhos2019.licence === undefined ? {} : { licence: geirhos2019.licence }),
    species: geirhos2019.species,
    region,
    degrees: 3,
    dataset: geirhos2019,
    metric: errorConsistency,
    files: geirhos2019.filesOf?.(experiment) ?? [],
    async score(candidate, context, { metricOptions = {} } = {}) {
      const { stimuli, trials } = await dataOf(context);
      const recorded = await candidate.record(stimuli, region);
      const choices = await chooseCategories(await imageNetLogits(recorded, candidate.id));
      const score = await errorConsistency.compare(choices, trials, metricOptions, context);
      const ceiling = await ceilingOf(context);
      const notes = [
        ...(score.notes ?? []),
        ...(ceiling.notes ?? []).map((note) => `In the ceiling, ${note}`),
      ];
      return {
        ...score,
        ...applyCeiling(score.raw, ceiling, 'r/c'),
        ...(notes.length === 0 ? {} : { notes }),
      };
    },
  });
}
