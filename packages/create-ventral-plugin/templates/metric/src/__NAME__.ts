import { coordinate, selectStimuli } from '@ventral/arrays';
import { defineMetric, type Metric, throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { median, pearson } from '@ventral/numerics';
import * as v from 'valibot';

/** What can be chosen about the metric. */
export interface BestFeatureOptions {
  /**
   * Whether a negative correlation counts as much as a positive one.
   * @default false
   */
  readonly absolute: boolean;
}

const options: v.GenericSchema<unknown, BestFeatureOptions> = v.strictObject({
  absolute: v.optional(
    v.pipe(
      v.boolean(),
      v.description('Whether a negative correlation counts as much as a positive one.'),
    ),
    false,
  ),
});

// Features are read so many columns at a time: memory stays bounded, however many there are.
const blockWidth = 1024;

/**
 * For each neuroid, Pearson's correlation over stimuli with the feature that correlates best; then
 * the median over neuroids. Nothing is fitted and nothing held out: with many features the best of
 * them does well by chance.
 *
 * Time grows with stimuli x features x neuroids, memory with stimuli x 1024.
 */
export const __EXPORT__: Metric<BestFeatureOptions> = defineMetric({
  id: '__NAME__',
  title: 'Correlation with the best feature of each neuroid',
  citation:
    'Li, Yosinski, Clune, Lipson & Hopcroft (2015), Convergent learning: do different neural ' +
    'networks learn the same representations? https://doi.org/10.48550/arXiv.1511.07543',
  source: 'features',
  better: 'higher',
  options,
  async compare(source, target, { absolute }, { signal, report }) {
    const features = selectStimuli(source, coordinate(target, 'stimulus_id').map(String));
    const [stimuli = 0, neuroids = 0] = target.shape;
    const responses = columnsOf(target.values, stimuli, neuroids);
    const best = responses.map(() => Number.NEGATIVE_INFINITY);
    const { featureCount } = features;
    for (let start = 0; start < featureCount; start += blockWidth) {
      throwIfInterrupted(signal, `after ${start} of ${featureCount} features`);
      const end = Math.min(start + blockWidth, featureCount);
      const block = columnsOf(await features.readColumns(start, end), stimuli, end - start);
      for (const [column, feature] of block.entries()) {
        requireNumbers(feature, `feature ${start + column}`);
        for (const [neuroid, response] of responses.entries()) {
          const r = pearson(feature, response);
          // Undefined where either does not vary, which no comparison lets through.
          const value = absolute ? Math.abs(r) : r;
          if (value > (best[neuroid] as number)) best[neuroid] = value;
        }
      }
      report({ task: 'Correlating features', done: end, total: featureCount, unit: 'features' });
    }
    const undefinedNeuroid = best.findIndex((value) => !Number.isFinite(value));
    if (undefinedNeuroid >= 0) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `No feature has a correlation with neuroid ${undefinedNeuroid}: it or they do not vary.`,
        { hint: 'Leave out neuroids that do not vary over the stimuli, or hold NaN.' },
      );
    }
    const value = median(best);
    return { value, better: 'higher', raw: { value, perNeuroid: best } };
  },
});

function columnsOf(values: ArrayLike<number>, rows: number, columns: number): Float64Array[] {
  return Array.from({ length: columns }, (_, column) =>
    Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] as number),
  );
}

function requireNumbers(values: Float64Array, name: string): void {
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return;
  throw new VentralError('RESPONSES_INVALID', `Row ${row} of ${name} is ${values[row]}.`, {
    hint: 'Look at what the model gives for that stimulus.',
  });
}
