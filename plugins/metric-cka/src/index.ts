/**
 * Centred kernel alignment: how alike representations are up to rotation and scaling, by its
 * unbiased and its biased estimate, over all stimuli or parts of them.
 *
 * @module
 */
export { cka, ckaBiased, ckaCrossValidated } from './cka.ts';
export { biasedAlignment, unbiasedAlignment } from './kernel-alignment.ts';
