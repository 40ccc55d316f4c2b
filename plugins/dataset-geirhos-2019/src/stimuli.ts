import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Stimulus, StimulusSet } from '@ventral/arrays';
import type { RunContext } from '@ventral/core';
import { decodeImage } from '@ventral/images';
import { experimentFiles } from './experiment-files.ts';
import type { Experiment } from './experiments.ts';
import { fetchFiles } from './fetch-files.ts';
import { shownCategories } from './stimulus-name.ts';

// Raised when the same files would give other stimuli or another order.
const layoutVersion = 1;

/**
 * Width of the images in degrees of visual angle, as Brain-Score shows them (Geirhos2021: 3 degrees).
 */
const degrees = 3;

/** The stimuli of an experiment, in the order of their paths; each is decoded when asked for. */
export async function loadStimuli(
  experiment: Experiment,
  context: RunContext,
): Promise<StimulusSet> {
  const id = `Geirhos2019.${experiment}`;
  const { images } = experimentFiles(experiment);
  const paths = await fetchFiles(images, `Fetching the images of ${id}`, context);
  const stimuli = images.map(({ path }, index): Stimulus => {
    const name = posix.basename(path);
    const local = paths[index] as string;
    return Object.freeze({ id: name, load: async () => decodeImage(await readFile(local), name) });
  });
  const shown = stimuli.map((stimulus) => shownCategories(stimulus.id));
  const textures = shown.flatMap(({ texture }) => texture ?? []);
  const digest = createHash('sha256').update(`Geirhos2019 stimuli ${layoutVersion}`);
  for (const { path, hash } of images) digest.update(`\n${hash.digest} ${path}`);
  return Object.freeze({
    id,
    digest: digest.digest('hex'),
    degrees,
    stimuli,
    columns: {
      truth: shown.map(({ shape }) => shape),
      ...(textures.length === 0 ? {} : { texture: textures }),
    },
  });
}
