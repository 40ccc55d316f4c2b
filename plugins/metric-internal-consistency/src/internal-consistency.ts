import { correlationResampling, defineMetric } from '@ventral/core';
import {
  type CorrelatedSplit,
  pearsonColumns,
  spearmanBrown,
  splitsOption,
  summarizeSplits,
} from '@ventral/numerics';
import * as v from 'valibot';
import { averageHalves } from './average-halves.ts';
import { drawHalves } from './draw-halves.ts';
import { readSingleTrials } from './single-trials.ts';

/**
 * Split-half reliability of recordings with Spearman-Brown correction: the ceiling of what a model
 * can explain of them. The target holds single trials: `presentation x neuroid` with coordinates
 * `stimulus_id`, `repetition` and `neuroid_id`.
 *
 * Method: repetitions are split into halves at random ({@link drawHalves}); responses are averaged within each half and
 * correlated over stimuli, one Pearson coefficient r a neuroid, corrected to 2r / (1 + r); then the
 * median over neuroids and the mean over splits. Presentations without a measurement are ignored,
 * and so are neuroids whose correlation is not defined in a split; those of which it is defined in none
 * are named in the notes.
 *
 * Reference: Schrimpf et al. (2020), "Integrative benchmarking to advance neurally mechanistic
 * models of human intelligence". https://doi.org/10.1016/j.neuron.2020.07.040
 *
 * Time grows with splits x presentations x neuroids, memory with stimuli x neuroids.
 */
export const internalConsistency = defineMetric({
  id: 'internal_consistency',
  title: 'Split-half reliability, Spearman-Brown corrected',
  citation:
    'Schrimpf et al. (2020), Integrative benchmarking to advance neurally mechanistic models of ' +
    'human intelligence, Neuron. https://doi.org/10.1016/j.neuron.2020.07.040',
  source: 'none',
  better: 'higher',
  options: v.object({
    splits: splitsOption('How often repetitions are split into two halves at random.'),
  }),
  async compareTarget(_source, target, { splits: count }, run) {
    const trials = readSingleTrials(target);
    const { splits, digest } = drawHalves(trials, count, run.seed);
    const stimuli = trials.stimuli.map((_, index) => index);
    const correlated: CorrelatedSplit[] = [];
    for await (const isSecond of run.each(splits, 'Measuring internal consistency', 'splits')) {
      const sides = averageHalves(trials, isSecond);
      const correlations = pearsonColumns(...sides).map(spearmanBrown);
      correlated.push({ stimuli, sides, correlations });
    }
    const { perSplit, perNeuroid } = summarizeSplits(
      correlated.map(({ correlations }) => correlations),
    );
    const unknown = trials.neuroidIds.filter((_, neuroid) => perNeuroid[neuroid] === null);
    const examples = unknown.slice(0, 5).map((id) => `'${id}'`);
    const note =
      `The reliability of ${unknown.length} of ${trials.neuroidIds.length} neuroids is undefined in every ` +
      `split, because they do not vary or some stimulus was recorded too seldom; they were left out: ` +
      `${examples.join(', ')}${unknown.length > examples.length ? ', ...' : ''}.`;
    return {
      perSplit,
      perNeuroid,
      resampling: correlationResampling({
        splits: correlated,
        stimulusIds: trials.stimuli,
        neuroidIds: trials.neuroidIds,
        transform: spearmanBrown,
      }),
      splitsDigest: digest,
      notes: unknown.length === 0 ? [] : [note],
    };
  },
});
