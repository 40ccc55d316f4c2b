import type { RgbImage, Stimulus, StimulusKind, TextSpan } from '@ventral/arrays';
import { madeValue } from './made-values.ts';

/** Stimuli of a kind that is known here, all different, the same each time. */
export function madeStimuli(kind: StimulusKind, count: number): readonly Stimulus<unknown>[] {
  if (kind === 'text') return madeTexts(count);
  if (kind === 'image') return madeImages(count);
  throw new Error(`Nothing here makes stimuli of the kind '${kind}': give some as \`stimuli\`.`);
}

const words = ['A', ' small', ' dog', ' saw', ' the', ' old', ' house', '.'];

/** Sentences, each a word longer than the one before. */
function madeTexts(count: number): readonly Stimulus<TextSpan>[] {
  return Array.from({ length: count }, (_, index) => {
    const text = Array.from({ length: index + 2 }, (_word, place) => words[place % 8]!).join('');
    const span = { text, start: 0, end: text.length };
    return { id: `text ${index}`, load: async () => span };
  });
}

/** Square images of coloured blocks, all different, the same each time. */
export function madeImages(count: number, size = 64): readonly Stimulus[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `image ${index}`,
    load: async () => madeImage(index, size),
  }));
}

function madeImage(index: number, size: number): RgbImage {
  const block = Math.ceil(size / 8);
  const data = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const cell = Math.floor(y / block) * 8 + Math.floor(x / block);
      for (let channel = 0; channel < 3; channel++) {
        const value = madeValue((index * 64 + cell) * 3 + channel);
        data[(y * size + x) * 3 + channel] = Math.floor(256 * value);
      }
    }
  }
  return { width: size, height: size, data };
}
