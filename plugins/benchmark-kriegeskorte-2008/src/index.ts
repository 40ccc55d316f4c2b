/**
 * Whether 92 objects are as unlike to a model as to monkeys and people: representational similarity
 * on the data of Kriegeskorte et al. (2008).
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
