import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { StimulusSet } from '@ventral/arrays';
import type { PinnedFile, RunContext } from '@ventral/core';
import { decodeImage } from '@ventral/images';
import { fetchFiles } from './fetch-files.ts';
import { withUnchangedFile } from './unchanged-file.ts';

/**
 * Fetches images, one file a stimulus, as a set of stimuli: in their order, each named as its file
 * (`bicycle3.png`) and decoded when it is asked for. The digest is made of the pins.
 *
 * @param id of the set
 * @throws VentralError what `fetchFile` throws
 */
export async function fetchStimuli(
  id: string,
  images: readonly PinnedFile[],
  context: RunContext,
): Promise<StimulusSet> {
  const paths = await fetchFiles(images, `Fetching the images of ${id}`, context);
  const digest = createHash('sha256').update('images');
  for (const { path, hash } of images) digest.update(`\n${hash.digest} ${path}`);
  return Object.freeze({
    id,
    digest: digest.digest('hex'),
    stimuli: images.map(({ path }, index) => {
      const name = posix.basename(path);
      const local = paths[index] as string;
      return Object.freeze({
        id: name,
        load: async () =>
          decodeImage(await withUnchangedFile(local, (file) => file.readFile()), name),
      });
    }),
  });
}
