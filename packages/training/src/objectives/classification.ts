import { VentralError } from '@ventral/errors';
import { crossEntropy, softmaxCrossEntropy } from '@ventral/gradients';
import type { TrainingObjective } from './training-objective.ts';

/** Images of classes. */
export interface ClassificationSettings {
  /** The value of the network that has one number a class. */
  readonly logits: string;
  /** Class of each image, from 0. */
  readonly labels: readonly number[];
  readonly classes: number;
  /**
   * Share of the target that is spread over all classes, from 0 to below 1.
   *
   * Reference: Szegedy et al. (2016), https://doi.org/10.1109/CVPR.2016.308
   * @default 0
   */
  readonly smoothing?: number;
}

/**
 * Cross-entropy of the softmax of the network's output with the classes of images, the mean over images.
 *
 * Reference: Bridle (1990), https://doi.org/10.1007/978-3-642-76153-9_28
 *
 * @throws VentralError `OPTION_INVALID` for a label that is no class, or a smoothing out of range
 */
export function classification(settings: ClassificationSettings): TrainingObjective {
  const { logits, labels, classes, smoothing = 0 } = settings;
  requireLabels(labels, classes);
  if (!(smoothing >= 0 && smoothing < 1)) {
    throw new VentralError('OPTION_INVALID', `Labels cannot be smoothed by ${smoothing}.`, {
      hint: 'Give a share from 0 to below 1, such as 0.1.',
    });
  }
  const input = '$labels';
  if (smoothing === 0) {
    return {
      name: 'classification',
      objective: crossEntropy(logits, input),
      feeds: (rows) => ({
        [input]: {
          type: 'int64',
          shape: [rows.length],
          values: BigInt64Array.from(rows, (row) => BigInt(labels[row]!)),
        },
      }),
    };
  }
  return {
    name: 'classification',
    objective: softmaxCrossEntropy(logits, input),
    feeds(rows) {
      const values = new Float32Array(rows.length * classes).fill(smoothing / classes);
      for (const [place, row] of rows.entries()) {
        values[place * classes + labels[row]!]! += 1 - smoothing;
      }
      return { [input]: { type: 'float32', shape: [rows.length, classes], values } };
    },
  };
}

/** @throws VentralError `OPTION_INVALID` for a label that is no class */
export function requireLabels(labels: readonly number[], classes: number): void {
  const wrong = labels.findIndex(
    (label) => !(Number.isInteger(label) && label >= 0 && label < classes),
  );
  if (wrong === -1) return;
  throw new VentralError(
    'OPTION_INVALID',
    `Image ${wrong} is of class ${labels[wrong]}; the network tells ${classes} apart, from 0 on.`,
    { hint: 'Train a network with as many outputs as the images have classes.' },
  );
}
