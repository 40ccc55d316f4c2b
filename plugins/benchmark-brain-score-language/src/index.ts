/**
 * How well models predict the human language system: the neural benchmarks of Brain-Score language.
 *
 * @module
 */
export {
  benchmarks,
  type LanguageConditions,
  languageBenchmark,
  type Regression,
  subjectCeiling,
} from './benchmarks.ts';
