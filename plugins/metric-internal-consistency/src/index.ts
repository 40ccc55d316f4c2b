/**
 * The ceiling of neural benchmarks: how well recordings predict themselves.
 *
 * @module
 */
export { internalConsistency } from './internal-consistency.ts';
