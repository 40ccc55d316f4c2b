import {
  type Classifier,
  type LabelledImages,
  type RunContext,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { wrongClass } from './attacked-class.ts';
import type { ImageChange } from './name-images.ts';
import type { NormName } from './norms/norms.ts';
import { fgsm, pgd } from './pgd.ts';
import { squareAttack } from './square-attack.ts';

/** The names of all attacks on classes. */
export const attackNames = ['pgd', 'fgsm', 'square'] as const;

/** An attack on what a model names. Sizes in pixels 0..1. */
export interface ClassAttack {
  /** `fgsm` and `square` are of the L-infinity norm; `square` needs no gradient. */
  readonly attack: (typeof attackNames)[number];
  readonly norm: NormName;
  readonly epsilon: number;
  /**
   * Steps of `pgd`, or queries of `square`.
   * @default 20 steps, 1000 queries
   */
  readonly steps?: number | undefined;
  /**
   * Of `pgd`.
   * @default 2.5 epsilon / steps
   */
  readonly stepSize?: number | undefined;
}

/**
 * An attack, as what is done to images before they are named. It goes through the whole of preprocessing.
 * Squares are drawn by the seed of the run; `pgd` begins at the image.
 *
 * @throws VentralError `OPTION_INVALID` for an attack that has no such norm
 */
export function attackOnImages(
  attack: ClassAttack,
  classifier: Classifier,
  { labels }: LabelledImages,
  { seed, signal }: RunContext,
): ImageChange {
  const { attack: name, norm, epsilon, steps, stepSize } = attack;
  if (name !== 'pgd' && norm !== 'linf') {
    throw new VentralError('OPTION_INVALID', `The attack '${name}' has no norm '${norm}'.`, {
      hint: "Give the norm 'linf', or the attack 'pgd'.",
    });
  }
  const { width, height } = classifier.size;
  const attacked = wrongClass(classifier, labels);
  const onStep = (step: number, all: number) =>
    throwIfInterrupted(signal, `after ${step} of ${all} steps`);
  return {
    key: JSON.stringify([
      'attack',
      1,
      name,
      norm,
      epsilon,
      steps,
      stepSize,
      name === 'square' && seed,
    ]),
    task: `Attacking with ${name}, ${norm} ${Number(epsilon.toPrecision(3))}`,
    async change({ pixels, rows }) {
      const changed = {
        pgd: () => pgd(attacked, pixels, rows, { norm, epsilon, steps, stepSize, onStep }),
        fgsm: () => fgsm(attacked, pixels, rows, { epsilon }),
        square: () =>
          squareAttack(attacked, pixels, rows, {
            epsilon,
            shape: [height, width, 3],
            queries: steps,
            seed,
            onStep,
          }),
      };
      return (await changed[name]()).pixels;
    },
  };
}
