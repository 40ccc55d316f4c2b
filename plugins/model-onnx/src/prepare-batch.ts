import type { Stimulus } from '@ventral/assembly';
import { type Preprocessing, preprocess } from '@ventral/images';
import type { ImageInput } from './image-input.ts';

// As many as Node decodes at once; more would only hold more images in memory.
const imagesAtOnce = 4;

/**
 * Loads and preprocesses images as rows of one batch. Rows without an image repeat the last one:
 * a network with a fixed batch has to be given all of them.
 *
 * @param rows images in the batch, at least as many as stimuli
 * @returns `rows x` what the network takes for one image
 */
export async function prepareBatch(
  stimuli: readonly Stimulus[],
  rows: number,
  { layout, size }: ImageInput,
  preprocessing: Preprocessing,
): Promise<Float32Array> {
  const length = 3 * size.width * size.height;
  const batch = new Float32Array(rows * length);
  for (let start = 0; start < stimuli.length; start += imagesAtOnce) {
    const few = stimuli.slice(start, start + imagesAtOnce);
    await Promise.all(
      few.map(async (stimulus, index) => {
        const image = await stimulus.load();
        preprocess(image, preprocessing, size, layout, batch, (start + index) * length);
      }),
    );
  }
  for (let row = stimuli.length; row < rows; row++) {
    batch.copyWithin(row * length, (stimuli.length - 1) * length, stimuli.length * length);
  }
  return batch;
}
