import { type Assembly, createAssembly, type StimulusSet } from '@ventral/arrays';
import { classProbabilities } from '@ventral/numerics';
import type { BehavioralData } from './behavioral-benchmark.ts';
import type { Candidate } from './candidate.ts';
import type { RunContext } from './run-context.ts';

/** Choices between objects, and images on which a model may learn to name the objects. */
export interface ObjectChoices extends BehavioralData {
  /** What the subjects saw. */
  readonly stimuli: StimulusSet;
  /** Images to fit a readout on. */
  readonly fittingStimuli: StimulusSet;
  /** The object on each of the `fittingStimuli`. */
  readonly fittingLabels: readonly string[];
}

/**
 * How likely a candidate takes each image that subjects saw for each object: probabilities,
 * `presentation x choice`, with the coordinates `stimulus_id` and `choice`.
 *
 * Method: the candidate's layer for behaviour is recorded for the images to fit on and for those that
 * the subjects saw; a readout of objects is fitted on the former ({@link classProbabilities}).
 * Reference: Rajalingham, Issa et al. (2018), https://doi.org/10.1523/JNEUROSCI.0388-18.2018
 */
export async function readOutChoices(
  candidate: Candidate,
  { stimuli, fittingStimuli, fittingLabels }: ObjectChoices,
  { signal, report }: RunContext,
): Promise<Assembly> {
  const fitted = await candidate.record(fittingStimuli, 'behavior');
  const tested = await candidate.record(stimuli, 'behavior');
  const { choices, probabilities } = await classProbabilities(fitted, fittingLabels, tested, {
    signal,
    onProgress: (done, total) =>
      report({ task: 'Reading objects out', done, total, unit: 'features' }),
  });
  return createAssembly({
    dims: ['presentation', 'choice'],
    shape: probabilities.shape,
    values: probabilities.values,
    coords: {
      stimulus_id: { dim: 'presentation', values: tested.stimulusIds },
      choice: { dim: 'choice', values: choices },
    },
  });
}
