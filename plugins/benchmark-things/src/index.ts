/**
 * Whether features say which of three objects people find the odd one (THINGS; Hebart et al. 2020).
 *
 * @module
 */
export { thingsOddOneOutBenchmark } from './things-odd-one-out.ts';
