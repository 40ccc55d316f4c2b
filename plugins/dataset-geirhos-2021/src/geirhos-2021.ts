import { type Assembly, coordinate, createAssembly, type StimulusSet } from '@ventral/arrays';
import { type BehavioralData, defineDataset } from '@ventral/core';
import { loadTrials } from '@ventral/geirhos';
import { archivedStimuli } from './archived-stimuli.ts';
import { experimentFiles } from './experiment-files.ts';

/** One experiment: its images, and what people said was on them. */
export interface DistortionExperiment extends BehavioralData {
  readonly stimuli: StimulusSet;
}

/**
 * Human choices among 16 categories, trial by trial, in the seventeen experiments of model-vs-human:
 * twelve distortions of photographs in several strengths, sketches, stylized images, edges,
 * silhouettes, and conflicts of shape and texture.
 *
 * Stimuli are in the order of their file names, which are their ids: `n04111531_14126.png`,
 * `bicycle3.png`; 3 degrees wide as Brain-Score shows them. Only trials are fetched by `load`; the
 * archive of the images when the first of them is loaded. Columns: `condition`, `truth`, and
 * `texture` of `cue-conflict`.
 *
 * Trials are along `presentation`: 1 where the choice was the right category, else 0; each person of
 * an experiment saw each of its images once. Coordinates:
 *
 * - `stimulus_id`
 * - `subject`: `colour subject-01`, and so on; each experiment had people of its own
 * - `condition`: as the tables spell it, such as `0.10` of `uniform-noise`, or `true` (as
 *   photographed) of `false-colour`; `0` throughout where there is one
 * - `truth`: one of 16 categories; for `cue-conflict` that of the shape
 * - `texture`: for `cue-conflict`, the category of the texture
 * - `choice`: one of the 16 categories, or `na` where no answer came in time
 * - `reaction_time`: in seconds; NaN where no answer came in time
 *
 * Reference: Geirhos, Narayanappa, Mitzkus, Thieringer, Bethge, Wichmann & Brendel (2021), Partial
 * success in closing the gap between human and machine vision, doi:10.48550/arXiv.2106.07411.
 *
 * @example
 * const { stimuli, trials } = await geirhos2021.load(createRunContext(), 'uniform-noise');
 */
export const geirhos2021 = defineDataset({
  id: 'Geirhos2021',
  title: 'Human classification of images of 17 distortions (Geirhos et al., 2021)',
  citation:
    'Geirhos, R., Narayanappa, K., Mitzkus, B., Thieringer, T., Bethge, M., Wichmann, F. A. & ' +
    'Brendel, W. (2021). Partial success in closing the gap between human and machine vision. ' +
    'NeurIPS 34, 23885-23899. https://doi.org/10.48550/arXiv.2106.07411',
  licence:
    'CC-BY-4.0 for cue-conflict, edge and silhouette; MIT for sketch; the terms of ImageNet for the ' +
    'other images; none is stated for the trials',
  species: 'human',
  modality: 'behaviour',
  regions: [],
  degrees: 3,
  parts: experimentFiles,
  async load(files, context, experiment): Promise<DistortionExperiment> {
    const id = `Geirhos2021.${experiment}`;
    const trials = ofExperiment(experiment, await loadTrials(id, files.trials, context));
    const stimuli = archivedStimuli(id, trials, files, context);
    return Object.freeze({ stimuli: Object.freeze({ ...stimuli, degrees: 3 }), trials });
  },
});

/** Tables name people alike in each experiment, which are others: draws of them would be taken for one. */
function ofExperiment(experiment: string, trials: Assembly): Assembly {
  const values = coordinate(trials, 'subject').map((name) => `${experiment} ${name}`);
  const subject = { dim: 'presentation', values };
  return createAssembly({ ...trials, coords: { ...trials.coords, subject } });
}
