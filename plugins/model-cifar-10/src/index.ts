/**
 * Networks trained on CIFAR-10, plainly and adversarially, from VNN-COMP 2021: pinned, fetched when needed.
 *
 * @module
 */
export { cifar10FromFile, cifar10Models } from './cifar-10-models.ts';
export type { Cifar10NetworkName } from './networks.ts';
