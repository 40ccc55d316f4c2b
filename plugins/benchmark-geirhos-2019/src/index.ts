/**
 * Whether an ImageNet network errs on the images on which people err: edges, silhouettes, and
 * conflicts of shape and texture (Geirhos et al. 2019).
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
