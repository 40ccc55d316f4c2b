import { createHash } from 'node:crypto';
import type { RgbImage, Stimulus, StimulusSet } from '@ventral/arrays';
import type { PinnedFile } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import type { MatFields } from '@ventral/matlab';
import { matField } from '@ventral/matlab';

// Raised when the same file would give other stimuli or another order.
const layoutVersion = 1;

const flags = ['animal', 'human', 'face', 'natural'] as const;

/**
 * The objects' images, in the order of the dissimilarities, with their labels. They are held in
 * memory as they are in the file, 92 kB each.
 *
 * @param objects the variables of the file of objects
 * @param pin of that file
 */
export function readStimuli(objects: MatFields, { hash }: PinnedFile): StimulusSet {
  const { structs } = matField(objects, 'stimuli_92objs', 'structs');
  const digest = createHash('sha256')
    .update(`Kriegeskorte2008 stimuli ${layoutVersion} ${hash.algorithm} ${hash.digest}`)
    .digest('hex');
  const flagColumns = flags.map((name) => [
    name,
    structs.map((object) => matField(object, name, 'numbers').values[0] === 1),
  ]);
  return Object.freeze({
    id: 'Kriegeskorte2008',
    digest,
    stimuli: structs.map((object, index): Stimulus => {
      const id = `image${String(index + 1).padStart(2, '0')}`;
      return Object.freeze({ id, load: async () => readImage(object, id) });
    }),
    columns: {
      category: structs.map((object) => matField(object, 'category', 'text').text),
      ...Object.fromEntries(flagColumns),
    },
  });
}

function readImage(object: MatFields, id: string): RgbImage {
  const { shape, values } = matField(object, 'image', 'numbers');
  const [height = 0, width = 0, channels] = shape;
  if (channels !== 3 || !(values instanceof Uint8Array)) {
    throw new VentralError(
      'IMAGE_UNREADABLE',
      `The image '${id}' has [${shape.join(', ')}] values, not height x width x 3 bytes.`,
    );
  }
  const data = new Uint8Array(values.length);
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let channel = 0; channel < 3; channel++, to++) {
        data[to] = values[(channel * width + column) * height + row] as number;
      }
    }
  }
  return { width, height, data };
}
