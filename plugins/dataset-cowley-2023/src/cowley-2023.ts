import { defineDataset, type NeuralData } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import { loadAveraged, loadTrials } from './recordings.ts';
import { sessionFiles } from './session-files.ts';
import { type RecordingSession, sessions } from './sessions.ts';
import { loadStimuli } from './stimuli.ts';

/** One session of recordings, with its stimuli. */
export interface CowleySession extends NeuralData {
  readonly session: RecordingSession;
  /** Their file is fetched only when they are asked for. */
  trials(): ReturnType<typeof loadTrials>;
}

/**
 * Macaque V4 responses to colour images in spikes per 100 ms, session by session. Stimuli are in the
 * order of the presentations, with ids such as `210325/image0001`; neuroids are labelled with
 * `region` and `animal` as well.
 *
 * Reference: Cowley, Stan, Pillow & Smith (2023), Compact deep neural network models of visual
 * cortex, doi:10.1101/2023.11.22.568315.
 *
 * @example
 * const { stimuli, recordings } = await cowley2023.load(createRunContext(), '210325');
 */
export const cowley2023 = defineDataset({
  id: 'Cowley2023',
  title: 'Macaque V4 responses to natural and synthetic images (Cowley et al., 2023)',
  citation:
    'Cowley, B. R., Stan, P. L., Pillow, J. W. & Smith, M. A. (2023). Compact deep neural network ' +
    'models of visual cortex. bioRxiv. https://doi.org/10.1101/2023.11.22.568315',
  licence:
    'GPL-3.0, the licence of the repository that publishes the data; none is stated for the images',
  species: 'macaque',
  modality: 'electrophysiology',
  regions: ['V4'],
  parts: sessionFiles,
  async load(files, context, part): Promise<CowleySession> {
    const session = sessions.find(({ id }) => id === part) as RecordingSession;
    const stimuli = await loadStimuli(part, await fetchFile(files.images, context), files.images);
    const averaged = await fetchFile(files.averaged, context);
    return Object.freeze({
      session,
      stimuli,
      recordings: await loadAveraged(session, stimuli, averaged),
      trials: async () => loadTrials(session, stimuli, await fetchFile(files.raw, context)),
    });
  },
});
