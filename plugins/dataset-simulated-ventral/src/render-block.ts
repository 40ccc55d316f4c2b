import { objectMesh } from './object-mesh.ts';
import { randomFor } from './random-for.ts';
import { renderImage } from './rendering/render-image.ts';
import { drawScene, type Scene } from './scene.ts';

/** Pixels per row of an image, and rows: 24 a degree. */
export const imageSize = 192;

/** Images in a block. */
export const blockLength = 10;

/** Successive images of one object. */
export interface ImageBlock {
  readonly seed: number;
  readonly use: Scene['use'];
  readonly object: string;
  /** Blocks of that object before this one. */
  readonly index: number;
}

/** Renders a block: grey bytes, image by image, each row-major. */
export function renderBlock({ seed, use, object, index }: ImageBlock): Uint8Array {
  const mesh = objectMesh(object);
  const pixels = new Uint8Array(blockLength * imageSize ** 2);
  for (let row = 0; row < blockLength; row++) {
    const { id, pose } = drawScene(seed, use, object, index * blockLength + row);
    const image = renderImage(mesh, pose, imageSize, randomFor(seed, 'image', id));
    pixels.set(image, row * imageSize ** 2);
  }
  return pixels;
}
