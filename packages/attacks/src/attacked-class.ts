import type { Classifier } from '@ventral/core';
import type { Attacked, Judged } from './attacked.ts';
import { indexOfLargest } from './index-of-largest.ts';

/**
 * That a classifier names another class than is on the image: the loss is the cross-entropy of the label.
 *
 * @param labels the class of each image of the set, from 0
 */
export function wrongClass(classifier: Classifier, labels: readonly number[]): Attacked {
  return attackedClass(classifier, labels, 1);
}

/**
 * That a classifier names this class: the loss is minus its cross-entropy.
 *
 * @param targets the class wanted of each image of the set, from 0
 */
export function targetClass(classifier: Classifier, targets: readonly number[]): Attacked {
  return attackedClass(classifier, targets, -1);
}

function attackedClass(classifier: Classifier, classes: readonly number[], sign: 1 | -1): Attacked {
  const judged = (scores: Float32Array, wanted: readonly number[]): Judged => {
    const count = scores.length / wanted.length;
    const of = wanted.map((one, index) => {
      const own = scores.subarray(index * count, (index + 1) * count);
      return { loss: sign * crossEntropy(own, one), isNamed: indexOfLargest(own) === one };
    });
    return {
      losses: Float64Array.from(of, ({ loss }) => loss),
      hasSucceeded: of.map(({ isNamed }) => isNamed === (sign === -1)),
    };
  };
  const classesOf = (rows: readonly number[]) => rows.map((row) => classes[row]!);
  return {
    async slopes(pixels, rows) {
      const own = classesOf(rows);
      const { scores, gradients } = await classifier.slopes(pixels, own);
      return {
        ...judged(scores, own),
        gradients: sign === 1 ? gradients : gradients.map((slope) => -slope),
      };
    },
    judge: async (pixels, rows) => judged(await classifier.scores(pixels), classesOf(rows)),
  };
}

/** Of one image. Rises with the other scores also where the label is as good as certain. */
function crossEntropy(scores: Float32Array, label: number): number {
  const own = scores[label]!;
  let largest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < scores.length; at++) {
    if (at !== label) largest = Math.max(largest, scores[at]! - own);
  }
  const shift = Math.max(0, largest);
  let others = 0;
  for (let at = 0; at < scores.length; at++) {
    if (at !== label) others += Math.exp(scores[at]! - own - shift);
  }
  return shift === 0 ? Math.log1p(others) : shift + Math.log(others + Math.exp(-shift));
}
