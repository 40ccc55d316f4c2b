import type { Metric, MetricSources } from '@ventral/core';
import { featuresExample, type MetricExample, trialsExample } from './made-example.ts';
import { metricRules } from './metric-rules.ts';
import { registerRules } from './rules.ts';

/** What a metric is tried on. */
export interface MetricExamples {
  /** A source that is related to its target. */
  readonly related: MetricExample;
  /** A source that agrees with its target as well as can be. */
  readonly identical: MetricExample;
}

/** How a metric is checked. */
export interface MetricCheckOptions {
  /**
   * What the metric is tried on.
   * @default made-up recordings of 60 stimuli, with features or single trials of them; a metric on
   * probabilities or choices has to bring its own
   */
  readonly examples?: MetricExamples;
  /**
   * The score of the identical example, to be met within 0.05.
   * @default 1 where higher is better, else 0
   */
  readonly best?: number;
}

/**
 * Registers the conformance tests of a metric: its form and texts; options with description and
 * default; scores that are plain JSON, the same for one seed and near their best for what agrees;
 * inputs left as they are; stimuli matched by id; unknown options, other stimuli and NaN refused;
 * interruption.
 *
 * @throws TypeError for a metric on probabilities or choices without examples
 */
export function checkMetric(
  metric: Metric<object, keyof MetricSources>,
  options: MetricCheckOptions = {},
): void {
  const { examples = madeExamples(metric), best = metric.better === 'higher' ? 1 : 0 } = options;
  registerRules(metric.id, metricRules, { plugin: metric, ...examples, best });
}

function madeExamples({ id, source }: Metric<object, keyof MetricSources>): MetricExamples {
  if (source === 'features') {
    return { related: featuresExample('related'), identical: featuresExample('identical') };
  }
  if (source === 'none') {
    return { related: trialsExample('noisy'), identical: trialsExample('identical') };
  }
  throw new TypeError(`'${id}' compares ${source}: give checkMetric its examples.`);
}
