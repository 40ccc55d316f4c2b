/**
 * Adversarial attacks: the smallest changes of an image that change what a network says of it, by its
 * gradients, or by its answers alone.
 *
 * @module
 */
export { attackNames, attackOnImages, type ClassAttack } from './attack-on-images.ts';
export type { Reach } from './attack-options.ts';
export type { Attacked, Judged, Slopes } from './attacked.ts';
export { targetClass, wrongClass } from './attacked-class.ts';
export { type ImageChange, nameImages, type SeenImages } from './name-images.ts';
export { type NormName, normNames } from './norms/norms.ts';
export { type AttackResult, fgsm, type PgdOptions, pgd } from './pgd.ts';
export { pixelsOf } from './pixels-of.ts';
export { type SquareAttackOptions, squareAttack } from './square-attack.ts';
export { unitResponse } from './unit-response.ts';
export { type UnitSensitivity, unitSensitivity } from './unit-sensitivity.ts';
