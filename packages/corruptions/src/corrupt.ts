import type { RgbImage } from '@ventral/arrays';
import { didYouMean, VentralError } from '@ventral/errors';
import { checkRgbImage } from '@ventral/images';
import { RandomState } from '@ventral/numerics';
import { type Severity, type Strengths, severities, strengthsNames } from './corruption.ts';
import { type CorruptionName, corruptions } from './corruptions.ts';

/** How an image is corrupted. */
export interface CorruptOptions {
  /** From 1, weak, to 5. */
  readonly severity: Severity;
  /** Seed of all chance in it, from 0 to 2^32 - 1; `imageSeed` makes one for each image of a set. */
  readonly seed: number;
  /**
   * Whose strengths.
   * @default 'imagenet'
   */
  readonly strengths?: Strengths;
  /** What `loadFrostPhotographs` gives; needed by `frost` alone. */
  readonly photographs?: readonly RgbImage[];
}

/**
 * An image corrupted as for ImageNet-C or CIFAR-10-C, of the same size. The same image, name and options give the
 * same bytes on every machine, and chance comes in the order in which the authors' code draws it from NumPy: after
 * `numpy.random.seed(seed)` that makes the same picture, up to what libraries round differently.
 *
 * Published files of ImageNet-C were stored as JPEG of quality 85 after the corruption; this is the image before.
 *
 * Reference: Hendrycks and Dietterich (2019), "Benchmarking Neural Network Robustness to Common Corruptions and
 * Perturbations". https://doi.org/10.48550/arXiv.1903.12261
 *
 * @throws VentralError `OPTION_INVALID` for an unknown name, severity, seed or set of strengths
 * @throws VentralError `DATA_UNAVAILABLE` for `frost` without its photographs
 * @throws VentralError `SHAPE_MISMATCH` where the values are not those of an image of the stated size
 *
 * @example
 * const foggy = await corrupt(image, 'fog', { severity: 3, seed: 1 });
 */
export async function corrupt(
  image: RgbImage,
  name: CorruptionName,
  options: CorruptOptions,
): Promise<RgbImage> {
  const { severity, seed, strengths = 'imagenet', photographs } = options;
  if (!Object.hasOwn(corruptions, name)) {
    throw new VentralError('OPTION_INVALID', `There is no corruption '${name}'.`, {
      hint: `${didYouMean(name, Object.keys(corruptions))}There are: ${Object.keys(corruptions).join(', ')}.`,
    });
  }
  if (!severities.includes(severity)) {
    throw new VentralError('OPTION_INVALID', `A corruption has no severity ${severity}.`, {
      hint: 'Severities are 1, 2, 3, 4 and 5.',
    });
  }
  if (!strengthsNames.includes(strengths)) {
    throw new VentralError('OPTION_INVALID', `There are no strengths '${strengths}'.`, {
      hint: `Strengths are those of: ${strengthsNames.join(', ')}.`,
    });
  }
  checkRgbImage(image);
  const random = new RandomState(seed);
  return corruptions[name].apply(image, { severity, strengths, random, photographs });
}
