import type { Assembly, StimulusSet } from '@ventral/arrays';
import { type Dataset, defineDataset, type RunContext } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { fetchFile } from '@ventral/files';
import { loadAveraged, loadTrials } from './recordings.ts';
import { sessionFiles } from './session-files.ts';
import { type Session, sessions } from './sessions.ts';
import { loadStimuli } from './stimuli.ts';

/** One session of recordings, with its stimuli. */
export interface CowleySession {
  readonly session: Session;
  /** In the order of the presentations; ids such as `210325/image0001`. */
  readonly stimuli: StimulusSet;
  /**
   * Responses averaged over repeats, in spikes per 100 ms: `presentation x neuroid`, with
   * coordinates `stimulus_id`, `neuroid_id`, `region` and `animal`.
   */
  readonly recordings: Assembly;
  /**
   * Responses to every repeat: `presentation x neuroid`, with the coordinate `repetition` as well.
   * Their file is fetched only when they are asked for.
   */
  trials(): Promise<Assembly>;
}

/**
 * Macaque V4 responses to colour images, session by session.
 *
 * Reference: Cowley, Stan, Pillow & Smith (2023), Compact deep neural network models of visual
 * cortex, doi:10.1101/2023.11.22.568315.
 *
 * @example
 * const { stimuli, recordings } = await cowley2023.load(createRunContext(), '210325');
 */
export const cowley2023: Dataset<CowleySession> = defineDataset({
  id: 'Cowley2023',
  title: 'Macaque V4 responses to natural and synthetic images (Cowley et al., 2023)',
  scoreVersion: 1,
  citation:
    'Cowley, B. R., Stan, P. L., Pillow, J. W. & Smith, M. A. (2023). Compact deep neural network ' +
    'models of visual cortex. bioRxiv. https://doi.org/10.1101/2023.11.22.568315',
  licence:
    'GPL-3.0, the licence of the repository that publishes the data; none is stated for the images',
  species: 'macaque',
  regions: ['V4'],
  parts: sessions.map(({ id }) => id),
  files: sessions.flatMap(({ id }) => Object.values(sessionFiles(id))),
  filesOf: (part) => Object.values(sessionFiles(findSession(part).id)),
  load,
});

async function load(context: RunContext, part?: string): Promise<CowleySession> {
  const session = findSession(part);
  const files = sessionFiles(session.id);
  const zip = await fetchFile(files.images, context);
  const stimuli = await loadStimuli(session.id, zip, files.images);
  const averaged = await fetchFile(files.averaged, context);
  return Object.freeze({
    session,
    stimuli,
    recordings: await loadAveraged(session, stimuli, averaged),
    trials: async () => loadTrials(session, stimuli, await fetchFile(files.raw, context)),
  });
}

function findSession(part: string | undefined): Session {
  const found = sessions.find(({ id }) => id === part);
  if (found !== undefined) return found;
  const ids = sessions.map(({ id }) => id);
  throw new VentralError(
    'OPTION_INVALID',
    part === undefined
      ? 'Cowley2023 is loaded one session at a time, and none was named.'
      : `Cowley2023 has no session '${part}' with images.`,
    {
      hint: `${part === undefined ? '' : didYouMean(part, ids)}Its sessions are ${ids.join(', ')}.`,
    },
  );
}
