import type { RgbImage, Stimulus } from '@ventral/arrays';

/** An image of arbitrary pixels, the same each time for one number. */
export function madeImage(seed: number, width: number, height: number): RgbImage {
  const data = Uint8Array.from(
    { length: width * height * 3 },
    (_, index) => (index * (seed + 3) * 37 + seed * 101) % 251,
  );
  return { width, height, data };
}

/** Square stimuli of arbitrary pixels. */
export function madeStimuli(count: number, size: number): readonly Stimulus[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `image ${index}`,
    load: async () => madeImage(index, size, size),
  }));
}
