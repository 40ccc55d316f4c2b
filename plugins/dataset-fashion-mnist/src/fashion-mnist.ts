import { createHash } from 'node:crypto';
import type { RgbImage, StimulusSet } from '@ventral/arrays';
import { defineDataset, type LabelledImages } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { classes } from './classes.ts';
import { imageBytes, readIdxImages, readIdxLabels, side } from './idx.ts';
import { ownFolder, readOwnFile, requireFolder } from './own-file.ts';

// Raised when the same files would give other stimuli or another order.
const layoutVersion = 1;

// What the files of a part are called.
const prefixes = { train: 'train', test: 't10k' };
type Part = keyof typeof prefixes;

/**
 * Grey pictures of clothes, 28 x 28 pixels in ten classes: `T-shirt/top`, `Trouser`, `Pullover`, `Dress`, `Coat`,
 * `Sandal`, `Shirt`, `Sneaker`, `Bag`, `Ankle boot`.
 *
 * - `train`: 60,000 images; `test`: 10,000, in the order of the authors' files. Ids are `train/0` and so on.
 *
 * Nothing is fetched: the files, `train-images-idx3-ubyte.gz`, `train-labels-idx1-ubyte.gz` and the same of `t10k`,
 * packed or not, are read from the folder that the environment variable `VENTRAL_FASHION_MNIST` names. Without one,
 * loading is the error `DATA_UNAVAILABLE`. Images are RGB of three equal levels, white on black as they are published.
 * A part is held in memory as long as it is used, 0.8 kB an image. Nobody responded to these images in this data set,
 * so its species is `none`; how wide they are in degrees is not said.
 *
 * Reference: Xiao, Rasul & Vollgraf (2017), https://doi.org/10.48550/arXiv.1708.07747
 *
 * @example
 * const { stimuli, labels, classes } = await fashionMnist.load(createRunContext(), 'test');
 */
export const fashionMnist = defineDataset({
  id: 'FashionMNIST',
  title:
    'Grey pictures of clothes, 28 x 28 pixels in ten classes (Fashion-MNIST; Xiao et al., 2017)',
  citation:
    'Xiao, H., Rasul, K. & Vollgraf, R. (2017). Fashion-MNIST: a novel image dataset for benchmarking machine learning ' +
    'algorithms. https://doi.org/10.48550/arXiv.1708.07747',
  licence: 'MIT',
  species: 'none',
  regions: [],
  parts: { train: {}, test: {} },
  async digestOwnFiles(_, part) {
    const folder = ownFolder();
    return folder === undefined ? undefined : (await readPart(folder, part as Part)).digest;
  },
  async load(_, __, part): Promise<LabelledImages> {
    const files = await readPart(requireFolder(), part as Part);
    const { imageName, labelName, digest } = files;
    const levels = readIdxImages(files.images, imageName);
    const labels = readIdxLabels(files.labels, labelName);
    const count = levels.length / imageBytes;
    if (labels.length !== count) {
      throw new VentralError(
        'DATA_CORRUPT',
        `${imageName} has ${count} images, and ${labelName} ${labels.length} labels.`,
        { hint: 'Fetch both files again.' },
      );
    }
    const stimuli: StimulusSet = Object.freeze({
      id: `FashionMNIST.${part}`,
      digest,
      stimuli: labels.map((_, image) =>
        Object.freeze({ id: `${part}/${image}`, load: async () => inColour(levels, image) }),
      ),
      columns: { truth: labels.map((label) => classes[label] as string) },
    });
    return Object.freeze({ stimuli, labels, classes });
  },
});

async function readPart(folder: string, part: Part) {
  const prefix = prefixes[part];
  const [imageName, labelName] = [`${prefix}-images-idx3-ubyte`, `${prefix}-labels-idx1-ubyte`];
  const images = await readOwnFile(folder, imageName);
  const labels = await readOwnFile(folder, labelName);
  // Of what is in the files: packed or not, they are the same images.
  const digest = createHash('sha256').update(`FashionMNIST ${part} ${layoutVersion}\n`);
  digest.update(images).update(labels);
  return { imageName, images, labelName, labels, digest: digest.digest('hex') };
}

function inColour(levels: Uint8Array, image: number): RgbImage {
  const data = new Uint8Array(3 * imageBytes);
  for (let place = 0; place < imageBytes; place++) {
    data.fill(levels[image * imageBytes + place]!, 3 * place, 3 * place + 3);
  }
  return { width: side, height: side, data };
}
