/**
 * The ceiling of neural benchmarks: how well recordings predict themselves.
 *
 * @module
 */
export { type InternalConsistencyOptions, internalConsistency } from './internal-consistency.ts';
