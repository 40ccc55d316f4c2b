/**
 * Which of three objects people find the odd one (THINGS; Hebart et al. 2020) as a data set: pinned, fetched when
 * needed, labelled.
 *
 * @module
 */
export { type OddOneOutData, thingsOddOneOut } from './things-odd-one-out.ts';
