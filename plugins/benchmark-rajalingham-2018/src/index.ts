/**
 * Whether a model takes the same images for the same objects as people do: the behaviour of
 * Rajalingham et al. (2018).
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
export { readOut } from './read-out.ts';
export { type Conditions, scoreChoices } from './score-choices.ts';
