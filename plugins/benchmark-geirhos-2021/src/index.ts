/**
 * Whether an ImageNet network names and errs as people do on images of seventeen distortions (Geirhos
 * et al. 2021).
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
