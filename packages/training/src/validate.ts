import { VentralError } from '@ventral/errors';
import type { Tensor } from '@ventral/onnx';
import type { NetworkTrainer } from './network-trainer.ts';
import { requireLabels } from './objectives/classification.ts';
import { type DrawnInput, drawInputs } from './samples/drawn-input.ts';
import type { ImageSamples, PixelScale } from './samples/image-samples.ts';
import { randomOf } from './samples/random-of.ts';
import { showImages } from './samples/show-images.ts';

/** Images that a network is asked to name. */
export interface NamedImages {
  readonly images: ImageSamples;
  /** Class of each, from 0. */
  readonly labels: readonly number[];
}

const batchSize = 256;
// What random numbers are drawn for.
const purpose = 4;
const asItIs = { right: 0, down: 0, isFlipped: false };

/**
 * The mean cross-entropy of images as they are, and the share of them whose class has the largest number.
 *
 * @param drawn what the network takes beside them: the same after every epoch
 */
export async function validate(
  trainer: NetworkTrainer,
  { images, labels }: NamedImages,
  scale: PixelScale,
  { drawn, seed }: { readonly drawn: readonly DrawnInput[]; readonly seed: number },
): Promise<{ readonly loss: number; readonly accuracy: number }> {
  let [loss, named] = [0, 0];
  for (let start = 0; start < images.count; start += batchSize) {
    const count = Math.min(batchSize, images.count - start);
    const rows = Array.from({ length: count }, (_, index) => start + index);
    const seen = imageTensor(
      showImages(images, rows, () => asItIs, scale),
      images,
    );
    const logits = await trainer.predict(
      seen,
      drawInputs(drawn, count, randomOf(seed, purpose, start)),
    );
    const classes = logits.length / count;
    for (const [place, row] of rows.entries()) {
      const own = logits.subarray(place * classes, (place + 1) * classes);
      const label = labels[row]!;
      loss += crossEntropyOf(own, label);
      if (isLargest(own, label)) named++;
    }
  }
  return { loss: loss / images.count, accuracy: named / images.count };
}

/**
 * @throws VentralError `SHAPE_MISMATCH` where images and labels differ in number
 * @throws VentralError `OPTION_INVALID` for a label that is no class
 */
export function requireNamed({ images, labels }: NamedImages, classes: number): void {
  if (labels.length !== images.count) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `There are ${images.count} validation images and ${labels.length} labels.`,
      { hint: 'Give each image a label.' },
    );
  }
  requireLabels(labels, classes);
}

/** Images in a row as a tensor. */
export function imageTensor(values: Float32Array, { height, width }: ImageSamples): Tensor {
  const shape = [values.length / (3 * height * width), 3, height, width];
  return { type: 'float32', shape, values };
}

function crossEntropyOf(logits: Float32Array, label: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) largest = Math.max(largest, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - largest);
  return largest + Math.log(sum) - logits[label]!;
}

/** Of several that are equal, the first counts. */
function isLargest(logits: Float32Array, label: number): boolean {
  const own = logits[label]!;
  return logits.every((logit, index) => (index < label ? logit < own : logit <= own));
}
