import { roundHalfEven } from '@ventral/images';
import type { Raster } from './raster.ts';

/**
 * Adds the centre of a raster, enlarged to its size, to `sums`.
 *
 * Method: the middle `ceil(side / factor)` pixels of each side, enlarged by linear interpolation as SciPy's
 * `zoom` does, which puts the first and last pixels at the ends, and cut to their middle.
 *
 * @param factor 1 or more
 */
export function addClippedZoom(raster: Raster, factor: number, sums: Float64Array): void {
  const { width, channels, values } = raster;
  const rows = enlargedSide(raster.height, factor);
  const columns = enlargedSide(width, factor);
  const line = new Float64Array(width * channels);
  let to = 0;
  for (const { from, share } of rows) {
    const above = from * width * channels;
    const below = share === 0 ? above : above + width * channels;
    for (let index = 0; index < line.length; index++) {
      line[index] = values[above + index]! * (1 - share) + values[below + index]! * share;
    }
    for (const { from: column, share: right } of columns) {
      const first = column * channels;
      const second = right === 0 ? first : first + channels;
      for (let channel = 0; channel < channels; channel++) {
        sums[to]! += line[first + channel]! * (1 - right) + line[second + channel]! * right;
        to++;
      }
    }
  }
}

/** Where between two pixels of the old side a pixel of the new side lies. */
interface Place {
  /** The pixel before it. */
  readonly from: number;
  /** How much of the next pixel it shows, from 0 to below 1. */
  readonly share: number;
}

function enlargedSide(length: number, factor: number): Place[] {
  const kept = Math.ceil(length / factor);
  const first = Math.floor((length - kept) / 2);
  const enlarged = roundHalfEven(kept * factor);
  const trimmed = Math.floor((enlarged - length) / 2);
  const step = enlarged === 1 ? 0 : (kept - 1) / (enlarged - 1);
  return Array.from({ length }, (_, index) => {
    const place = Math.min((trimmed + index) * step, kept - 1);
    const before = Math.floor(place);
    return { from: first + before, share: place - before };
  });
}
