/**
 * A simulated language region whose truth is known, as a data set: sentences of a grammar of its own, and responses to
 * them and to any text.
 *
 * @module
 */
export { drawSentences } from './sentences.ts';
export { type SimulatedLanguage, simulatedLanguage } from './simulated-language.ts';
