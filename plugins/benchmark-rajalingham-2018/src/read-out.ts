import { type Assembly, createAssembly, type StimulusSet } from '@ventral/arrays';
import type { Candidate, RunContext } from '@ventral/core';
import type { RajalinghamBehaviour } from '@ventral/dataset-rajalingham-2018';
import { placeOnScreen } from '@ventral/images';
import { classProbabilities } from '@ventral/numerics';

/** Width of the images in degrees of visual angle. */
export const degrees = 8;

/** The region whose layer is read out. */
export const region = 'behavior';

/**
 * How likely a candidate takes each image that people judged for each object: probabilities,
 * `presentation x choice`, with the coordinates `stimulus_id` and `choice`.
 *
 * Method: the layer for behaviour is recorded for the images to fit on and for those that people
 * judged, both shown as wide as people saw them where the candidate's field of view is known; a
 * readout of objects is fitted on the former ({@link classProbabilities}).
 */
export async function readOut(
  candidate: Candidate,
  { stimuli, fittingStimuli, fittingLabels }: RajalinghamBehaviour,
  context: RunContext,
): Promise<Assembly> {
  const record = (shown: StimulusSet) => candidate.record(onScreen(shown, candidate), region);
  const fitted = await record(fittingStimuli);
  const tested = await record(stimuli);
  const { choices, probabilities } = await classProbabilities(fitted, fittingLabels, tested, {
    signal: context.signal,
    onProgress: (done, total) =>
      context.report({ task: 'Reading objects out', done, total, unit: 'features' }),
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

function onScreen(stimuli: StimulusSet, { visualDegrees }: Candidate): StimulusSet {
  if (visualDegrees === undefined) return stimuli;
  return placeOnScreen(stimuli, { source: degrees, target: visualDegrees });
}
