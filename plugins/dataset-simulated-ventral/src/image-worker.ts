/**
 * What threads that render and describe images run.
 *
 * @module
 */
import { type ThreadFunction, threadFunction } from '@ventral/numerics';
import * as block from './render-block.ts';
import { describeEdges } from './v1-front-end.ts';
import { describeContours } from './v4-front-end.ts';

/** Renders a block of images: see `renderBlock`. */
export const renderBlock: ThreadFunction<block.ImageBlock, Uint8Array> = threadFunction(
  block.renderBlock,
  ({ buffer }) => [buffer],
);

/** The features of {@link describeEdges} for several images, image by image. */
export const edges: ThreadFunction<Uint8Array, Float32Array> = describing(describeEdges);

/** The features of {@link describeContours} for several images, image by image. */
export const contours: ThreadFunction<Uint8Array, Float32Array> = describing(describeContours);

function describing(describe: (image: Uint8Array, size: number) => Float64Array) {
  return threadFunction((pixels: Uint8Array) => {
    const size = block.imageSize ** 2;
    const rows = Array.from({ length: pixels.length / size }, (_, row) =>
      describe(pixels.subarray(row * size, (row + 1) * size), block.imageSize),
    );
    const width = rows[0]?.length ?? 0;
    const features = new Float32Array(rows.length * width);
    for (const [row, values] of rows.entries()) features.set(values, row * width);
    return features;
  });
}
