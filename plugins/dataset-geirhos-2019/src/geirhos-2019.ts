import type { Assembly, StimulusSet } from '@ventral/arrays';
import { type Dataset, defineDataset, type RunContext } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { experimentFiles } from './experiment-files.ts';
import { type Experiment, experiments } from './experiments.ts';
import { loadStimuli } from './stimuli.ts';
import { loadTrials } from './trials.ts';

/** One experiment: its images, and what people said was on them. */
export interface GeirhosExperiment {
  /**
   * One of 160 images (1,280 of `cue-conflict`), 224 x 224, in the order of their file names, which
   * are their ids: `bicycle3.png`, `elephant4-boat3.png`. Their width is 3 degrees. Columns: `truth`
   * and, for `cue-conflict`, `texture`, as below.
   */
  readonly stimuli: StimulusSet;
  /**
   * Every choice of every person, along `presentation`: 1 where it was the category of the shape,
   * else 0. Coordinates:
   *
   * - `stimulus_id`
   * - `subject`: `subject-01` to `subject-10`; each experiment had ten people of its own
   * - `condition`: `0` throughout
   * - `truth`: the category of the shape, one of 16
   * - `texture`: for `cue-conflict`, the category of the texture; that of the shape in 80 of 1,280
   * - `choice`: one of the 16 categories, or `na` where no answer came in time
   * - `reaction_time`: in seconds; NaN where no answer came in time
   */
  readonly trials: Assembly;
}

/**
 * Human choices among 16 categories, trial by trial, for images without texture (edges, filled
 * silhouettes) and images whose texture is that of another category.
 *
 * Reference: Geirhos, Rubisch, Michaelis, Bethge, Wichmann & Brendel (2019), ImageNet-trained CNNs
 * are biased towards texture; increasing shape bias improves accuracy and robustness,
 * https://openreview.net/forum?id=Bygh9j09KX.
 *
 * @example
 * const { stimuli, trials } = await geirhos2019.load(createRunContext(), 'edge');
 */
export const geirhos2019: Dataset<GeirhosExperiment> = defineDataset({
  id: 'Geirhos2019',
  title: 'Human classification of edge, silhouette and cue-conflict images (Geirhos et al., 2019)',
  scoreVersion: 1,
  citation:
    'Geirhos, R., Rubisch, P., Michaelis, C., Bethge, M., Wichmann, F. A. & Brendel, W. (2019). ' +
    'ImageNet-trained CNNs are biased towards texture; increasing shape bias improves accuracy ' +
    'and robustness. ICLR. https://openreview.net/forum?id=Bygh9j09KX',
  licence: 'CC-BY-4.0 for the images; none is stated for the trials',
  species: 'human',
  regions: [],
  parts: experiments,
  files: experiments.flatMap(filesOf),
  filesOf: (part) => filesOf(findExperiment(part)),
  load,
});

async function load(context: RunContext, part?: string): Promise<GeirhosExperiment> {
  const experiment = findExperiment(part);
  const trials = await loadTrials(experiment, context);
  return Object.freeze({ stimuli: await loadStimuli(experiment, context), trials });
}

function filesOf(experiment: Experiment) {
  const { images, trials } = experimentFiles(experiment);
  return [...trials, ...images];
}

function findExperiment(part: string | undefined): Experiment {
  const found = experiments.find((experiment) => experiment === part);
  if (found !== undefined) return found;
  throw new VentralError(
    'OPTION_INVALID',
    part === undefined
      ? 'Geirhos2019 is loaded one experiment at a time, and none was named.'
      : `Geirhos2019 has no experiment '${part}'.`,
    {
      hint:
        (part === undefined ? '' : didYouMean(part, experiments)) +
        `Its experiments are ${experiments.join(', ')}.`,
    },
  );
}
