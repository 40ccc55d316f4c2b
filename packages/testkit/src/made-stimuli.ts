import type { RgbImage, Stimulus } from '@ventral/arrays';
import { madeValue } from './made-values.ts';

/** Square images of coloured blocks, all different, the same each time. */
export function madeStimuli(count: number, size = 64): readonly Stimulus[] {
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
