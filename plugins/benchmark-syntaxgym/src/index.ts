/**
 * Whether a language model finds sentences surprising where linguists predict it (SyntaxGym; Hu et al. 2020).
 *
 * @module
 */
export { circuitMeans, suites, syntaxGymBenchmark } from './benchmarks.ts';
export { type Circuit, circuits } from './circuits.ts';
export { itemsAsPredicted } from './items-as-predicted.ts';
