import type { NdArray, RgbImage } from '@ventral/arrays';
import { oncePerRun, type RunContext, throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { resizeImage } from '@ventral/images';
import { cachedFeatures } from './cached-features.ts';
import { eachInThreads } from './each-in-threads.ts';
import { columnScales } from './generating-features.ts';
import { renderScenes } from './image-cache.ts';
import { imageSize } from './render-block.ts';
import { drawScenes } from './scene.ts';
import { defaultImages, defaultSites } from './simulate-ventral.ts';
import { drawSite, type Region, ratesOf } from './sites.ts';
import { v1Features } from './v1-front-end.ts';
import { v4Features } from './v4-front-end.ts';

/** Images that a thread describes at once. */
const atOnce = 20;

/** What of an image the sites of a region respond to. */
const seen = {
  V1: { frontEnd: 'edges', width: v1Features.length },
  V4: { frontEnd: 'contours', width: v4Features.length },
} as const;

type SeeingRegion = keyof typeof seen;

const scalesOnce = {
  V1: oncePerRun((context) => scalesOf('V1', context)),
  V4: oncePerRun((context) => scalesOf('V4', context)),
};

/** What the features of a region are divided by: their means over the images of the data set. */
async function scalesOf(region: SeeingRegion, context: RunContext): Promise<Float64Array> {
  const { seed, perObject } = defaultImages;
  const scenes = drawScenes(seed, 'neural', perObject);
  const images = await renderScenes(seed, scenes, context);
  const { frontEnd, width } = seen[region];
  const features = await cachedFeatures(frontEnd, images, scenes.length, context);
  return columnScales(Float64Array.from(features), width);
}

/**
 * The rates of the data set's V1 or V4 sites to any images, without noise, in spikes a second: what the brain that was
 * recorded from would do. Images are seen grey (luma of ITU-R BT.601), resized to 192 x 192 pixels and 8 degrees
 * wide. A site of IT responds to what an object is, which an image does not say: it cannot be asked.
 *
 * @returns `images x sites`
 * @throws VentralError `OPTION_INVALID` for IT
 * @throws VentralError `INTERRUPTED`
 */
export async function respondTo(
  images: readonly RgbImage[],
  region: Region,
  context: RunContext,
): Promise<NdArray<Float64Array>> {
  if (region === 'IT') {
    throw new VentralError(
      'OPTION_INVALID',
      `The simulated ${region} cannot be shown other images: its sites respond to which object was rendered.`,
      { hint: 'Ask V1 or V4, whose sites respond to the image alone.' },
    );
  }
  const scales = await scalesOnce[region](context);
  const { frontEnd, width } = seen[region];
  const values = new Float64Array(images.length * width);
  const starts = Array.from({ length: Math.ceil(images.length / atOnce) }, (_, at) => at * atOnce);
  await eachInThreads(starts, async (start, threads) => {
    throwIfInterrupted(context.signal, `after ${start} of ${images.length} images`);
    const grey = images.slice(start, start + atOnce).map(greyOf);
    values.set(await threads.run(frontEnd, Buffer.concat(grey)), start * width);
  });
  for (let cell = 0; cell < values.length; cell++) values[cell]! /= scales[cell % width]!;
  const count = defaultSites[region];
  const sites = Array.from({ length: count }, (_, site) =>
    drawSite(defaultImages.seed, region, site),
  );
  const rates = ratesOf({ shape: [images.length, width], values }, sites);
  return { shape: [images.length, count], values: rates };
}

function greyOf(image: RgbImage): Uint8Array {
  const { width, height } = image;
  const { data } =
    width === imageSize && height === imageSize
      ? image
      : resizeImage(image, { width: imageSize, height: imageSize }, 'bicubic');
  return Uint8Array.from({ length: imageSize ** 2 }, (_, pixel) =>
    Math.round(
      0.299 * data[3 * pixel]! + 0.587 * data[3 * pixel + 1]! + 0.114 * data[3 * pixel + 2]!,
    ),
  );
}
