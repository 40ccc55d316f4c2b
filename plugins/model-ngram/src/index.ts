/**
 * Models of words that read with n-grams: from a file in ARPA format, or made of a text.
 *
 * @module
 */
export { arpaLines, readArpa } from './arpa.ts';
export { type Discounts, type TrainingOptions, trainNgrams } from './kneser-ney.ts';
export { modelFromArpaFile } from './model-from-arpa-file.ts';
export { type NgramModelDescription, ngramModel } from './ngram-model.ts';
export { logProbability, type NgramLevel, type Ngrams } from './ngrams.ts';
