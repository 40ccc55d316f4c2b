import { type Attacked, type NormName, pgd } from '@ventral/attacks';
import type { PixelScale } from '../samples/image-samples.ts';

/**
 * Adversarial training: a network learns from images that were moved, within reach, to where its loss is high.
 *
 * The attack is projected gradient descent on the cross-entropy, on pixels of 0..1, from a random place within
 * reach, against the network as it is before the step, its normalisations as for inference.
 *
 * Reference: Madry et al. (2018), https://doi.org/10.48550/arXiv.1706.06083
 */
export interface AdversarialSettings {
  /** @default 'linf' */
  readonly norm?: NormName;
  /** How far, in pixels of 0..1 measured by the norm; 8/255 of `linf` is common for CIFAR-10. */
  readonly epsilon: number;
  /** @default 7 */
  readonly steps?: number;
  /** @default 2.5 epsilon / steps */
  readonly stepSize?: number;
}

/** A network to attack: the gradient of its loss by images as it takes them, for labels. */
export type ImageSlopes = (
  images: Float32Array,
  labels: readonly number[],
) => Promise<Float32Array>;

/**
 * Moves images to where the loss is high.
 *
 * @param images `samples x 3 x height x width`, as the network takes them
 * @param labels class of each
 * @param seed of where the attack begins
 * @returns images as the network takes them
 * @throws VentralError `OPTION_INVALID` for an epsilon, steps or a step size that cannot be used
 */
export async function attackImages(
  images: Float32Array,
  labels: readonly number[],
  { norm = 'linf', epsilon, steps = 7, stepSize }: AdversarialSettings,
  scale: PixelScale,
  slopesOf: ImageSlopes,
  seed: number,
): Promise<Float32Array> {
  // Nobody asks how the images stand: the attack takes all of its steps.
  const unjudged = {
    losses: new Float64Array(labels.length),
    hasSucceeded: labels.map(() => false),
  };
  const attacked: Attacked = {
    async slopes(pixels) {
      const gradients = await slopesOf(asSeen(pixels, labels.length, scale), labels);
      scaleChannels(gradients, labels.length, scale);
      return { ...unjudged, gradients };
    },
    judge: async () => unjudged,
  };
  const { pixels } = await pgd(
    attacked,
    asPixels(images, labels.length, scale),
    [...labels.keys()],
    {
      ...{ norm, epsilon, steps, stepSize },
      start: { seed },
    },
  );
  return asSeen(pixels, labels.length, scale);
}

/** What black and white become in a channel. */
function rangeOf({ levels }: PixelScale, channel: number) {
  const black = levels[channel * 256]!;
  return { black, range: levels[channel * 256 + 255]! - black };
}

function asPixels(images: Float32Array, count: number, scale: PixelScale): Float32Array {
  const pixels = new Float32Array(images.length);
  forChannels(images.length, count, (channel, start, end) => {
    const { black, range } = rangeOf(scale, channel);
    for (let at = start; at < end; at++) pixels[at] = (images[at]! - black) / range;
  });
  return pixels;
}

function asSeen(pixels: Float32Array, count: number, scale: PixelScale): Float32Array {
  const images = new Float32Array(pixels.length);
  forChannels(pixels.length, count, (channel, start, end) => {
    const { black, range } = rangeOf(scale, channel);
    for (let at = start; at < end; at++) images[at] = black + range * pixels[at]!;
  });
  return images;
}

/** Makes slopes by what the network sees slopes by pixels, in place. */
function scaleChannels(slopes: Float32Array, count: number, scale: PixelScale): void {
  forChannels(slopes.length, count, (channel, start, end) => {
    const { range } = rangeOf(scale, channel);
    for (let at = start; at < end; at++) slopes[at] = range * slopes[at]!;
  });
}

/** Each channel of each image: where its values begin, and where they end. */
function forChannels(
  length: number,
  count: number,
  visit: (channel: number, start: number, end: number) => void,
): void {
  const area = length / (3 * count);
  for (let plane = 0; plane < 3 * count; plane++) {
    visit(plane % 3, plane * area, (plane + 1) * area);
  }
}
