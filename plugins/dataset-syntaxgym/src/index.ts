/**
 * Sentences that differ in syntax, and what they predict (SyntaxGym; Hu et al. 2020) as a data set: pinned, fetched
 * when needed, its formulas read.
 *
 * @module
 */
export { type ItemPrediction, parsePrediction, type RegionTerm } from './prediction.ts';
export type { Suite, SuiteItem, SuiteRegion } from './suite.ts';
export { type SyntaxGymSuite, syntaxGym } from './syntaxgym.ts';
