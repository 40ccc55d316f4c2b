import type { StimulusSet } from '@ventral/arrays';
import type { RenderedImages } from './image-cache.ts';
import { imageSize } from './render-block.ts';
import type { Scene } from './scene.ts';

/** Width of the images in degrees of visual angle. */
export const degrees = 8;

/** Rendered scenes as stimuli: grey images with equal channels, labelled with what is on them. */
export function stimuliOf(
  id: string,
  scenes: readonly Scene[],
  images: RenderedImages,
): StimulusSet {
  return Object.freeze({
    id,
    digest: images.digest,
    degrees,
    stimuli: scenes.map((scene, index) => ({
      id: scene.id,
      load: async () => {
        const grey = await images.read(index);
        const data = new Uint8Array(3 * grey.length);
        for (let pixel = 0, at = 0; pixel < grey.length; pixel++) {
          const level = grey[pixel]!;
          data[at++] = level;
          data[at++] = level;
          data[at++] = level;
        }
        return { width: imageSize, height: imageSize, data };
      },
    })),
    columns: {
      object_name: scenes.map(({ object }) => object),
      category_name: scenes.map(({ category }) => category),
      variation: scenes.map(({ variation }) => variation),
      size: scenes.map(({ scale }) => scale),
      // In degrees from the middle of the image.
      x: scenes.map(({ pose }) => (pose.centre[0] * degrees) / 2),
      y: scenes.map(({ pose }) => (pose.centre[1] * degrees) / 2),
      rotation_x: scenes.map(({ pose }) => pose.turn[0]),
      rotation_y: scenes.map(({ pose }) => pose.turn[1]),
      rotation_z: scenes.map(({ pose }) => pose.turn[2]),
    },
  });
}
