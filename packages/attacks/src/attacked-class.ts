import type { Classifier } from '@ventral/core';
import type { Attacked, Judged, Slopes } from './attacked.ts';
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
  const { draws = 1 } = classifier.noise ?? {};
  return {
    async slopes(pixels, rows, look = 0, into) {
      const own = classesOf(rows);
      const drawn: Slopes[] = [];
      for (let draw = look * draws; draw < (look + 1) * draws; draw++) {
        // Of several draws each has to be kept.
        const room = draws === 1 ? into : undefined;
        const { scores, gradients } = await classifier.slopes(pixels, own, { rows, draw }, room);
        drawn.push({ ...judged(scores, own), gradients });
      }
      const { gradients, ...mean } = meanOf(drawn);
      return { ...mean, gradients: sign === 1 ? gradients : gradients.map((slope) => -slope) };
    },
    async judge(pixels, rows, look = 0) {
      const scores = await classifier.scores(pixels, { rows, draw: look * draws });
      return judged(scores, classesOf(rows));
    },
  };
}

/** Losses and gradients averaged over draws of noise; an attack has succeeded where it has in most of them. */
function meanOf(drawn: readonly Slopes[]): Slopes {
  const [first] = drawn;
  if (drawn.length === 1) return first!;
  const share = (index: number) => mean(drawn.map((one) => Number(one.hasSucceeded[index])));
  return {
    losses: first!.losses.map((_, index) => mean(drawn.map(({ losses }) => losses[index]!))),
    hasSucceeded: first!.hasSucceeded.map((_, index) => share(index) > 0.5),
    gradients: meanGradient(drawn),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanGradient(drawn: readonly Slopes[]): Float32Array {
  const sums = new Float64Array(drawn[0]!.gradients.length);
  for (const { gradients } of drawn) {
    for (let at = 0; at < sums.length; at++) sums[at]! += gradients[at]!;
  }
  return Float32Array.from(sums, (sum) => sum / drawn.length);
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
