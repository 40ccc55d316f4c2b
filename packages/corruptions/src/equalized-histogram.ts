import { roundHalfEven } from '@ventral/images';

/**
 * Grey levels spread so that each is about as frequent, from 0 for the lowest to 255: OpenCV's `equalizeHist`.
 */
export function equalizedHistogram(levels: Uint8Array): Uint8Array {
  const counts = new Uint32Array(256);
  for (const level of levels) counts[level]!++;
  const lowest = counts.findIndex((count) => count > 0);
  const rest = levels.length - (counts[lowest] ?? 0);
  if (rest === 0) return levels.slice();
  const table = new Uint8Array(256);
  let sum = 0;
  for (let level = lowest + 1; level < 256; level++) {
    sum += counts[level]!;
    table[level] = roundHalfEven((sum * 255) / rest);
  }
  return levels.map((level) => table[level]!);
}
