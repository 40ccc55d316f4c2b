import type { RgbImage } from '@ventral/arrays';
import {
  type Classifier,
  type LabelledImages,
  type RunContext,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { indexOfLargest } from './index-of-largest.ts';
import { pixelsOf } from './pixels-of.ts';

/** Some images of a set, as a network sees them. */
export interface SeenImages {
  readonly images: readonly RgbImage[];
  /** The same, 0..1: `images x height x width x 3`. */
  readonly pixels: Float32Array;
  readonly ids: readonly string[];
  /** Which image of the set each is. */
  readonly rows: readonly number[];
}

/** What is done to images before they are named. */
export interface ImageChange {
  /** All that it depends on beside the images and the model: what was named is kept under it. */
  readonly key: string;
  /** For a person: `Attacking with pgd`. */
  readonly task: string;
  /** @returns pixels of as many images */
  change(seen: SeenImages): Float32Array | Promise<Float32Array>;
}

const mostImages = 250;
// Values of images at once, which bounds memory.
const mostValues = 2 ** 23;

/**
 * What a model names on images, as they are or changed. Images are loaded some at a time; what was named is
 * kept after each, so that an interrupted run goes on from there.
 *
 * @returns the class with the highest score, of each image; the first of equals
 * @throws VentralError `SHAPE_MISMATCH` for a model of another number of classes
 * @throws VentralError `INTERRUPTED`
 */
export async function nameImages(
  classifier: Classifier,
  { stimuli: { digest, stimuli }, classes }: LabelledImages,
  context: RunContext,
  { key, task, change }: ImageChange = asTheyAre,
): Promise<readonly number[]> {
  const { width, height } = classifier.size;
  const length = 3 * width * height;
  const some = Math.max(1, Math.min(mostImages, Math.floor(mostValues / length)));
  const { memo, renewal, signal, report } = context;
  const named: number[] = [];
  const total = stimuli.length;
  for (let start = 0; start < total; start += some) {
    throwIfInterrupted(signal, `after ${start} of ${total} images`);
    const chunk = stimuli.slice(start, start + some);
    const what = JSON.stringify(['named images', 1, classifier.digest, digest, start, some, key]);
    const kept = renewal === undefined ? await memo.get(what) : undefined;
    if (isNames(kept, chunk.length, classes.length)) {
      named.push(...kept);
    } else {
      const images = await Promise.all(
        chunk.map(async (stimulus) => classifier.fit(await stimulus.load())),
      );
      const pixels = pixelsOf(images);
      const rows = images.map((_, index) => start + index);
      const scores = await classifier.scores(
        await change({ images, pixels, rows, ids: chunk.map(({ id }) => id) }),
        { rows },
      );
      const count = scores.length / images.length;
      requireClasses(count, classes.length);
      const found = rows.map((_, index) =>
        indexOfLargest(scores.subarray(index * count, (index + 1) * count)),
      );
      await memo.set(what, found);
      named.push(...found);
    }
    report({ task, done: named.length, total, unit: 'images' });
  }
  return named;
}

const asTheyAre: ImageChange = {
  key: 'as they are',
  task: 'Naming images',
  change: ({ pixels }) => pixels,
};

function isNames(kept: unknown, images: number, classes: number): kept is readonly number[] {
  const isClass = (one: unknown) => Number.isInteger(one) && (one as number) < classes;
  return Array.isArray(kept) && kept.length === images && kept.every(isClass);
}

function requireClasses(scored: number, classes: number): void {
  if (scored === classes) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `The model tells ${scored} classes apart, and the images are of ${classes}.`,
    { hint: 'Score a network that was trained on these classes, in this order.' },
  );
}
