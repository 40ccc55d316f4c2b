import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { featureMatrix, type StimulusSet } from '@ventral/arrays';
import type { Candidate, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { decodeImage } from '@ventral/images';
import { fitPrincipalComponents } from '@ventral/numerics';

/**
 * The images of a folder, as stimuli in the order of their names.
 *
 * @throws VentralError `FILE_UNREADABLE` for a folder without images
 */
export async function readImageFolder(folder: string): Promise<StimulusSet> {
  const entries = await readdir(folder).catch((cause) => {
    throw new VentralError('FILE_UNREADABLE', `${folder} cannot be read.`, { cause });
  });
  const names = entries.filter((name) => /\.(jpe?g|png|webp|tiff?|gif)$/i.test(name)).sort();
  if (names.length < 2) {
    throw new VentralError('FILE_UNREADABLE', `${folder} holds ${names.length} images.`, {
      hint: 'Brain-Score takes 1,000 images of ImageNet, one a class.',
    });
  }
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(await readFile(join(folder, name)));
  return {
    id: resolve(folder),
    digest: hash.digest('hex'),
    stimuli: names.map((id) => ({
      id,
      load: async () => decodeImage(await readFile(join(folder, id)), id),
    })),
  };
}

/**
 * The same candidate, its features reduced to the principal components of its own features of some
 * images, as Brain-Score reduces layers while it searches among them. Layers with no more features
 * than components are left as they are.
 *
 * Reference: Schrimpf et al. (2018), https://doi.org/10.1101/407007
 */
export function reduceCandidate(
  candidate: Candidate,
  images: StimulusSet,
  components: number,
  context: RunContext,
): Candidate {
  return {
    ...candidate,
    async record(stimuli, region, window) {
      const features = await candidate.record(stimuli, region, window);
      if (features.featureCount <= components) return features;
      const known = await candidate.record(images, region, window);
      const most = Math.min(components, images.stimuli.length);
      const { signal } = context;
      const principal = await fitPrincipalComponents(known, { components: most, signal });
      const { values } = await principal.transform(features, { signal });
      return featureMatrix(values, features.stimulusIds);
    },
  };
}
