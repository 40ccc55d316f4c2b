import type { RgbImage } from '@ventral/arrays';
import { type ImageChange, nameImages, pixelsOf } from '@ventral/attacks';
import {
  type Benchmark,
  defineBenchmark,
  type Metric,
  oncePerRun,
  type RunContext,
} from '@ventral/core';
import {
  type CorruptionName,
  corrupt,
  corruptions,
  imageSeed,
  loadFrostPhotographs,
  type Severity,
  type Strengths,
  severities,
} from '@ventral/corruptions';
import { isVentralError } from '@ventral/errors';
import { accuracy } from '@ventral/metric-error-consistency';
import type { ImagesDescription } from './images-description.ts';
import { namedClasses, trueClasses } from './named-classes.ts';
import { requireClassifier } from './require-classifier.ts';
import { shareRight } from './share-right.ts';

// Images up to this width are corrupted as those of CIFAR-10-C.
const smallWidth = 64;

/**
 * The share of images that a network names rightly when they are corrupted: the mean over the fifteen kinds of
 * ImageNet-C, at five severities each. Images are corrupted as the network sees them, resized and cut; small
 * ones with the strengths of CIFAR-10-C. The record has the share of each kind and severity, and of images as
 * they are.
 *
 * Time is that of naming all images 76 times, and of corrupting them.
 *
 * Reference: Hendrycks & Dietterich (2019), https://doi.org/10.48550/arXiv.1903.12261
 */
export function corruptionBenchmark({
  dataset,
  part,
  name = [dataset.id, part].filter(Boolean).join('.'),
  called = name,
}: ImagesDescription): Benchmark {
  const imagesOf = oncePerRun((context) => dataset.load(context, part));
  return defineBenchmark({
    id: `Corruption.${name}`,
    title: `${called}, corrupted in fifteen ways`,
    dataset,
    ...(part !== undefined && { part }),
    metric: accuracy as Metric<object, 'choices'>,
    region: 'behavior',
    reads: 'classes',
    async score(candidate, context, { metric = accuracy, metricOptions = {}, missingParts } = {}) {
      const images = await imagesOf(context);
      await using classifier = await requireClassifier(candidate);
      const strengths = classifier.size.width <= smallWidth ? 'cifar' : 'imagenet';
      const frost = await frostOf(context, missingParts === 'leave-out');
      const names = (Object.keys(corruptions) as CorruptionName[]).filter(
        (one) => !corruptions[one].extra && (one !== 'frost' || frost.photographs !== undefined),
      );
      const clean = await nameImages(classifier, images, context);
      const named: Record<string, readonly number[]> = {};
      const shares: Record<string, number[]> = {};
      for (const one of names) {
        for (const severity of severities) {
          const change = corrupting(one, { severity, strengths, ...frost }, context);
          const found = await nameImages(classifier, images, context, change);
          named[`${one} ${severity}`] = found;
          shares[one] = [...(shares[one] ?? []), shareRight(found, images)];
        }
      }
      const source = namedClasses(images, named);
      const choices = metric as Metric<object, 'choices'>;
      const score = await choices.compare(source, trueClasses(images), metricOptions, context);
      const facts = { clean: shareRight(clean, images), strengths, shares };
      return {
        ...score,
        extras: { ...score.extras, corruption: facts },
        notes: [
          ...(score.notes ?? []),
          `Named rightly as they are: ${(100 * facts.clean).toFixed(1)} %.`,
          ...frost.notes,
        ],
        ...(frost.photographs === undefined && { outOfReach: true as const }),
      };
    },
  });
}

interface Draw {
  readonly severity: Severity;
  readonly strengths: Strengths;
  readonly photographs: readonly RgbImage[] | undefined;
}

/** A corruption, as what is done to images; every image is corrupted alike in any batch. */
function corrupting(
  name: CorruptionName,
  { severity, strengths, photographs }: Draw,
  { seed }: RunContext,
): ImageChange {
  return {
    key: JSON.stringify(['corruption', 1, name, severity, strengths, seed]),
    task: `Corrupting: ${name}, severity ${severity}`,
    async change({ images, ids }) {
      const corrupted: RgbImage[] = [];
      for (const [index, image] of images.entries()) {
        const ofImage = imageSeed(seed, `${name} ${severity} ${ids[index]}`);
        const options = { severity, strengths, seed: ofImage, ...(photographs && { photographs }) };
        corrupted.push(await corrupt(image, name, options));
      }
      return pixelsOf(corrupted);
    },
  };
}

/** Photographs of frost, or, where they may be left out, what to say without them. */
async function frostOf(context: RunContext, mayBeLeftOut: boolean) {
  try {
    return { photographs: await loadFrostPhotographs(context), notes: [] };
  } catch (error) {
    if (!mayBeLeftOut || !isVentralError(error, 'DATA_UNAVAILABLE')) throw error;
    const note = `Not the mean of all fifteen: left out frost, whose photographs are missing. ${error.message}`;
    return { photographs: undefined, notes: [note] };
  }
}
