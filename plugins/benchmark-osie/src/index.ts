/**
 * Whether the pixels that a network decides by are where people look (OSIE; Xu et al. 2014).
 *
 * @module
 */
export { benchmarks } from './benchmarks.ts';
export { importanceMaps } from './importance-maps.ts';
