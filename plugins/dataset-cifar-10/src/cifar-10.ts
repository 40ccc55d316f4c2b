import { createHash } from 'node:crypto';
import type { StimulusSet } from '@ventral/arrays';
import { defineDataset, type LabelledImages, type PinnedFile } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import { classes } from './classes.ts';
import { type ImageRows, imageBytes, side } from './image-rows.ts';
import { readArchive } from './read-archive.ts';
import { readExact } from './read-exact.ts';
import { sourceFiles } from './source-files.ts';

// Raised when the same files would give other stimuli or another order.
const layoutVersion = 1;

const batches = {
  train: [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`),
  test: ['test_batch.bin'],
};

/**
 * Photographs of 32 x 32 pixels in ten classes: `airplane`, `automobile`, `bird`, `cat`, `deer`, `dog`,
 * `frog`, `horse`, `ship`, `truck`.
 *
 * - `train`: 50,000 images; `test`: 10,000, in the order of the authors' files. Ids are `train/0` to
 *   `train/49999` and `test/0` to `test/9999`.
 * - `exact-200`: 200 unaltered test images that the verifier alpha-beta-CROWN is tested on: 2.5 MB instead of
 *   170. Ids are `exact-200/0` to `exact-200/199`; which test images they are is not said.
 *
 * A part is held in memory as long as it is used, 3 kB an image: 154 MB for `train`. Nobody responded to
 * these images in this data set, so its species is `none`; how wide they are in degrees is not said.
 *
 * Reference: Krizhevsky (2009), Learning multiple layers of features from tiny images,
 * https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf
 *
 * @example
 * const { stimuli, labels, classes } = await cifar10.load(createRunContext(), 'exact-200');
 */
export const cifar10 = defineDataset({
  id: 'CIFAR10',
  title: 'Photographs of 32 x 32 pixels in ten classes (CIFAR-10; Krizhevsky, 2009)',
  citation:
    'Krizhevsky, A. (2009). Learning multiple layers of features from tiny images. Technical report, ' +
    'University of Toronto. https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf',
  licence: 'none is stated for the images; BSD-3-Clause for the files of exact-200',
  species: 'none',
  regions: [],
  parts: sourceFiles,
  async load(files, context, part): Promise<LabelledImages> {
    if ('archive' in files) {
      const path = await fetchFile(files.archive, context);
      const rows = await readArchive(path, batches[part as keyof typeof batches]);
      return labelled(part, rows, [files.archive]);
    }
    const images = await fetchFile(files.images, context);
    const labels = await fetchFile(files.labels, context);
    return labelled(part, await readExact(images, labels), [files.images, files.labels]);
  },
});

function labelled(
  part: string,
  { labels, pixels }: ImageRows,
  pins: readonly PinnedFile[],
): LabelledImages {
  const hashes = pins.map(({ hash }) => `${hash.algorithm} ${hash.digest}`).join(' ');
  const digest = createHash('sha256')
    .update(`CIFAR10 ${part} ${layoutVersion} ${hashes}`)
    .digest('hex');
  const stimuli: StimulusSet = Object.freeze({
    id: `CIFAR10.${part}`,
    digest,
    stimuli: labels.map((_, image) =>
      Object.freeze({
        id: `${part}/${image}`,
        // A copy, which is the caller's to change.
        load: async () => ({
          width: side,
          height: side,
          data: pixels.slice(image * imageBytes, (image + 1) * imageBytes),
        }),
      }),
    ),
    columns: { truth: labels.map((label) => classes[label] as string) },
  });
  return Object.freeze({ stimuli, labels, classes });
}
