/**
 * Luminance and contrast of parts of the image: a model without weights.
 *
 * @module
 */
export { __EXPORT__ } from './__NAME__.ts';
