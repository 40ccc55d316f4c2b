import { createHash } from 'node:crypto';
import type { RgbImage, StimulusSet } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { cutWindow } from './cut-window.ts';
import { type ImageSize, mostEnlargedPixels } from './image-size.ts';
import { roundHalfEven } from './round-half-even.ts';

const grey = 128;

/** How wide a stimulus was for the subject, and how wide the model's screen is. */
export interface DegreesOnScreen {
  /** Width of the image in degrees of visual angle, as the subject saw it. */
  readonly source: number;
  /** Width of the model's field of view in degrees of visual angle. */
  readonly target: number;
}

/**
 * Shows an image as wide as the subject saw it on a screen of other width: surrounded with mid-grey
 * where the screen is wider, cut to its centre where the screen is narrower. Pixels are not resized,
 * so the result has `target / source` times the pixels.
 *
 * @throws VentralError `OPTION_INVALID` unless both widths are positive numbers, or where nothing
 *   of the image would be left, or it would be surrounded to more than 4,096 pixels a side
 */
export function placeImageOnScreen(image: RgbImage, degrees: DegreesOnScreen): RgbImage {
  checkDegrees(degrees);
  const ratio = degrees.target / degrees.source;
  const width = roundHalfEven(ratio * image.width);
  const height = roundHalfEven(ratio * image.height);
  if (ratio > 1) requireEnlargeable(image, { width, height }, degrees);
  // Padding rounds the margin before the image, cropping what is cut off before it.
  const firstPixel = (available: number, wanted: number) =>
    ratio >= 1 ? -roundHalfEven((wanted - available) / 2) : roundHalfEven((available - wanted) / 2);
  const left = firstPixel(image.width, width);
  const top = firstPixel(image.height, height);
  return cutWindow(image, { left, top, width, height }, grey);
}

/**
 * The stimuli as they appear on a model's screen: each is placed when it is loaded. Where both
 * widths are the same, images stay as they are.
 *
 * Differs from Brain-Score in one point: there, placed JPEG files are encoded again, with loss.
 *
 * @throws VentralError `OPTION_INVALID` unless both widths are positive numbers and `source` is what
 *   the set states, where it does
 */
export function placeOnScreen(stimuli: StimulusSet, degrees: DegreesOnScreen): StimulusSet {
  checkDegrees(degrees);
  const { source, target } = degrees;
  if (stimuli.degrees !== undefined && stimuli.degrees !== source) {
    throw new VentralError(
      'OPTION_INVALID',
      `Stimuli '${stimuli.id}' are ${stimuli.degrees} degrees wide, not ${source}.`,
      { hint: 'Pass the width that the stimulus set states as source.' },
    );
  }
  if (source === target) return { ...stimuli, degrees: target };
  return {
    ...stimuli,
    id: `${stimuli.id}--target${target.toFixed(2)}--source${source.toFixed(2)}`,
    digest: createHash('sha256')
      .update(JSON.stringify({ stimuli: stimuli.digest, source, target }))
      .digest('hex'),
    degrees: target,
    stimuli: stimuli.stimuli.map((stimulus) => ({
      id: stimulus.id,
      load: async () => placeImageOnScreen(await stimulus.load(), degrees),
    })),
  };
}

function requireEnlargeable(
  image: ImageSize,
  { width, height }: ImageSize,
  { source, target }: DegreesOnScreen,
): void {
  if (Math.max(width, height) <= mostEnlargedPixels) return;
  throw new VentralError(
    'OPTION_INVALID',
    `An image of ${image.width} x ${image.height} pixels, ${source} degrees wide, would be ${width} x ` +
      `${height} pixels on a screen of ${target} degrees.`,
    {
      hint: `At most ${mostEnlargedPixels} a side are possible: give the degrees of the model anew.`,
    },
  );
}

function checkDegrees({ source, target }: DegreesOnScreen): void {
  for (const [name, width] of Object.entries({ source, target })) {
    if (Number.isFinite(width) && width > 0) continue;
    throw new VentralError('OPTION_INVALID', `A ${name} of ${width} degrees cannot be seen.`, {
      hint: 'Widths are positive numbers of degrees of visual angle, such as 8.',
    });
  }
}
