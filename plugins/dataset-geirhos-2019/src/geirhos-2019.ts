import { posix } from 'node:path';
import type { StimulusSet } from '@ventral/arrays';
import { type BehavioralData, defineDataset } from '@ventral/core';
import { fetchStimuli } from '@ventral/files';
import { loadTrials, shownCategories } from '@ventral/geirhos';
import { experimentFiles } from './experiment-files.ts';

/** One experiment: its images, and what people said was on them. */
export interface GeirhosExperiment extends BehavioralData {
  readonly stimuli: StimulusSet;
}

/**
 * Human choices among 16 categories, trial by trial, for images without texture (edges, filled
 * silhouettes) and images whose texture is that of another category.
 *
 * Stimuli are 160 images (1,280 of `cue-conflict`), 224 x 224, 3 degrees wide as Brain-Score shows
 * them, in the order of their file names, which are their ids: `bicycle3.png`,
 * `elephant4-boat3.png`. Trials are along `presentation`: 1 where the choice was the category of the
 * shape, else 0. Coordinates:
 *
 * - `stimulus_id`
 * - `subject`: `subject-01` to `subject-10`; each experiment had ten people of its own
 * - `condition`: `0` throughout
 * - `truth`: the category of the shape, one of 16; a column of the stimuli as well
 * - `texture`: for `cue-conflict`, the category of the texture, that of the shape in 80 of 1,280; a
 *   column of the stimuli as well
 * - `choice`: one of the 16 categories, or `na` where no answer came in time
 * - `reaction_time`: in seconds; NaN where no answer came in time
 *
 * Reference: Geirhos, Rubisch, Michaelis, Bethge, Wichmann & Brendel (2019), ImageNet-trained CNNs
 * are biased towards texture; increasing shape bias improves accuracy and robustness,
 * https://openreview.net/forum?id=Bygh9j09KX.
 *
 * @example
 * const { stimuli, trials } = await geirhos2019.load(createRunContext(), 'edge');
 */
export const geirhos2019 = defineDataset({
  id: 'Geirhos2019',
  title: 'Human classification of edge, silhouette and cue-conflict images (Geirhos et al., 2019)',
  citation:
    'Geirhos, R., Rubisch, P., Michaelis, C., Bethge, M., Wichmann, F. A. & Brendel, W. (2019). ' +
    'ImageNet-trained CNNs are biased towards texture; increasing shape bias improves accuracy ' +
    'and robustness. ICLR. https://openreview.net/forum?id=Bygh9j09KX',
  licence: 'CC-BY-4.0 for the images; none is stated for the trials',
  species: 'human',
  modality: 'behaviour',
  regions: [],
  degrees: 3,
  parts: experimentFiles,
  async load(files, context, experiment): Promise<GeirhosExperiment> {
    const id = `Geirhos2019.${experiment}`;
    const names = new Set(files.images.map(({ path }) => posix.basename(path)));
    const trials = await loadTrials(id, files.trials, context, names);
    const stimuli = await fetchStimuli(id, files.images, context);
    const shown = stimuli.stimuli.map((stimulus) => shownCategories(stimulus.id));
    const textures = shown.flatMap(({ texture }) => texture ?? []);
    const columns = {
      truth: shown.map(({ shape }) => shape),
      ...(textures.length > 0 && { texture: textures }),
    };
    return Object.freeze({ stimuli: Object.freeze({ ...stimuli, degrees: 3, columns }), trials });
  },
});
