/**
 * The Llama of 260,000 parameters that llama2.c trained on TinyStories, and the same untrained, as models of reading.
 *
 * @module
 */
export { stories260k } from './stories260k.ts';
export { stories260kRandom } from './stories260k-random.ts';
