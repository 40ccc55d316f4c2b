/**
 * Fashion-MNIST as a data set of labelled images, read from a folder of the user.
 *
 * @module
 */
export { fashionMnist } from './fashion-mnist.ts';
