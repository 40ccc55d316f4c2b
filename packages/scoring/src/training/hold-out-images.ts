import { createHash } from 'node:crypto';
import type { LabelledImages } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { drawShare } from './draw-share.ts';

/** Labelled images in two parts. */
interface HeldOutImages {
  readonly training: LabelledImages;
  readonly validation: LabelledImages;
}

// Raised when the same seed would hold out other images.
const drawVersion = 1;

/**
 * Draws which of labelled images are held out of training. Both parts keep the order of the images, and all classes.
 *
 * @param share of the images that is held out, above 0 and below 1
 * @param seed which of them
 * @throws VentralError `OPTION_INVALID` where that leaves no image to learn from, or none to hold out
 */
export function holdOutImages(images: LabelledImages, share: number, seed: number): HeldOutImages {
  const { stimuli, labels } = images;
  const total = stimuli.stimuli.length;
  const count = Math.round(share * total);
  if (!(count >= 1 && count < total)) {
    throw new VentralError(
      'OPTION_INVALID',
      `Of ${total} images of ${stimuli.id}, a share of ${share} holds out ${count}.`,
      {
        hint: 'Give a share that leaves images to learn from, and some to hold out: --validation 0.1.',
      },
    );
  }
  const isHeldOut = drawShare(total, share, seed);
  const partOf = (name: string, wanted: boolean): LabelledImages => {
    const of = <Value>(values: readonly Value[]) =>
      values.filter((_, index) => isHeldOut[index] === wanted);
    const { columns = {} } = stimuli;
    const drawn = `${stimuli.digest} ${name} ${drawVersion} ${share} ${seed}`;
    return {
      ...images,
      labels: of(labels),
      stimuli: {
        ...stimuli,
        digest: createHash('sha256').update(drawn).digest('hex'),
        stimuli: of(stimuli.stimuli),
        columns: Object.fromEntries(Object.entries(columns).map(([key, all]) => [key, of(all)])),
      },
    };
  };
  return { training: partOf('training', false), validation: partOf('validation', true) };
}
