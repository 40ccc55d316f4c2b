/**
 * How alike a model and people find the places of an image that matter: rank correlation of a model's maps with
 * where people looked, and of people with each other.
 *
 * @module
 */
export { saliencyAlignment } from './saliency-alignment.ts';
export { saliencyConsistency } from './saliency-consistency.ts';
