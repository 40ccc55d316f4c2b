import { type Assembly, coordinate, selectAlong } from '@ventral/arrays';
import {
  type CeilingConvention,
  defineBehavioralBenchmark,
  defineMeanBenchmark,
  type Metric,
} from '@ventral/core';
import { geirhos2021 } from '@ventral/dataset-geirhos-2021';
import { answerCategories, givenCategories } from '@ventral/geirhos';
import {
  accuracy,
  accuracyCeiling,
  accuracyDifference,
  accuracyDifferenceCeiling,
  errorConsistency,
  errorConsistencyCeiling,
  observedConsistency,
  observedConsistencyCeiling,
  shapeBias,
  shapeBiasCeiling,
} from '@ventral/metric-error-consistency';
import { excludedConditions } from './excluded-conditions.ts';

interface Measure {
  readonly metric: Metric<object, 'choices'>;
  /** What people reach. */
  readonly ceiling: Metric<object, 'none'>;
  readonly ceilingConvention: CeilingConvention;
}

const measures: readonly Measure[] = [
  { metric: errorConsistency, ceiling: errorConsistencyCeiling, ceilingConvention: 'r/c' },
  { metric: accuracyDifference, ceiling: accuracyDifferenceCeiling, ceilingConvention: 'raw' },
  { metric: observedConsistency, ceiling: observedConsistencyCeiling, ceilingConvention: 'raw' },
  { metric: accuracy, ceiling: accuracyCeiling, ceilingConvention: 'raw' },
];

const experiments = geirhos2021.parts ?? [];

/**
 * Whether an ImageNet network names and errs as people do, in each of the seventeen experiments of
 * model-vs-human: a benchmark for each experiment and measure, for each measure the mean over the
 * experiments as the authors report it (before ceilings), and the shape bias on conflicting cues.
 *
 * Images fill the network's input. The network chooses the category, of 16, whose ImageNet classes it
 * gives the highest probability on average. Conditions that the authors leave out are left out.
 */
export const benchmarks = [
  ...measures.flatMap((measure) => {
    const { metric } = measure;
    const parts = experiments.map((experiment) =>
      experimentBenchmark(
        experiment,
        `People's choices on ${experiment} images (${metric.id})`,
        measure,
      ),
    );
    const mean = defineMeanBenchmark({
      id: `Geirhos2021-${metric.id}`,
      title: `Mean over ${parts.length} distortions of images (${metric.id})`,
      dataset: geirhos2021,
      region: 'behavior',
      metric,
      parts,
      average: 'raw',
    });
    return [mean, ...parts];
  }),
  experimentBenchmark('cue-conflict', 'Shape bias on images of conflicting shape and texture', {
    metric: shapeBias,
    ceiling: shapeBiasCeiling,
    ceilingConvention: 'raw',
  }),
];

function experimentBenchmark(experiment: string, title: string, measure: Measure) {
  return defineBehavioralBenchmark({
    id: `Geirhos2021.${experiment}-${measure.metric.id}`,
    title,
    dataset: geirhos2021,
    part: experiment,
    ...measure,
    answer: (candidate, { stimuli }) => answerCategories(candidate, stimuli),
    given: (choices, { stimuli }) => givenCategories(choices, stimuli),
    compared: ({ trials }) => withoutConditions(trials, excludedConditions[experiment] ?? []),
  });
}

function withoutConditions(trials: Assembly, excluded: readonly string[]): Assembly {
  const rows = coordinate(trials, 'condition').flatMap((condition, row) =>
    excluded.includes(String(condition)) ? [] : [row],
  );
  return selectAlong(trials, 'presentation', rows);
}
