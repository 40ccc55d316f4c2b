/**
 * CIFAR-10 as a data set of labelled images: pinned, fetched when needed.
 *
 * @module
 */
export { cifar10 } from './cifar-10.ts';
