/**
 * The corruptions of ImageNet-C and CIFAR-10-C: nineteen ways to spoil an image, each at five severities, as
 * Hendrycks and Dietterich (2019) published them.
 *
 * @example
 * const foggy = await corrupt(image, 'fog', { severity: 3, seed: 1 });
 *
 * @module
 */
export { type CorruptOptions, corrupt } from './corrupt.ts';
export {
  type Corruption,
  type CorruptionDraw,
  type CorruptionGroup,
  corruptionGroups,
  type Severity,
  type Strengths,
  severities,
} from './corruption.ts';
export { type CorruptionName, corruptions } from './corruptions.ts';
export { frostFiles, loadFrostPhotographs } from './frost-photographs.ts';
export { imageSeed } from './image-seed.ts';
