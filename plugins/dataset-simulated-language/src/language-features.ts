import { createHash } from 'node:crypto';
import { RandomState } from '@ventral/numerics';

/** How many numbers say what a sentence is about. */
const meaningSize = 8;

const functionWords = new Set(
  'a after and at because by in is it near never not of on or that the they to under was were with'.split(
    ' ',
  ),
);

/** How many features a sentence has: its meaning, length, long words, function words. */
export const featureCount = meaningSize + 3;

/**
 * What the simulated region knows of a sentence: the mean meaning of its words, where the meaning of a word is a
 * random vector of its own, the logarithm of how many words there are, their mean length, and the share that are
 * function words. Any text has them; one without words has zeros. No model is made of these features.
 */
export function languageFeatures(text: string): Float64Array {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  const features = new Float64Array(featureCount);
  if (words.length === 0) return features;
  const share = 1 / words.length;
  for (const word of words) {
    for (const [axis, value] of meaningOf(word).entries()) features[axis]! += share * value;
    features[meaningSize + 1]! += (share * word.length) / 5;
    if (functionWords.has(word)) features[meaningSize + 2]! += share;
  }
  features[meaningSize] = Math.log(words.length);
  return features;
}

const meanings = new Map<string, Float64Array>();

function meaningOf(word: string): Float64Array {
  const known = meanings.get(word);
  if (known !== undefined) return known;
  const seed = createHash('sha256').update(`meaning ${word}`).digest().readUInt32LE();
  const meaning = new Float64Array(meaningSize);
  new RandomState(seed).fillNormal(meaning);
  meanings.set(word, meaning);
  return meaning;
}
