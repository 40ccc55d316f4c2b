import { type BeyondEdge, widenRows } from './beyond-edge.ts';
import type { Raster } from './raster.ts';
import { weighRows } from './weigh-rows.ts';

/** A pixel near another, and how much it counts. */
export interface Tap {
  /** Columns to the right. */
  readonly x: number;
  /** Rows down. */
  readonly y: number;
  readonly weight: number;
}

/** Each pixel becomes the weighted sum of those near it, channel by channel. */
export function filterRaster(raster: Raster, taps: readonly Tap[], beyond: BeyondEdge): Raster {
  const margin = taps.reduce((most, { x }) => Math.max(most, Math.abs(x)), 0);
  return filterWidened(widenRows(raster, margin, beyond), margin, taps, beyond);
}

/** The same of a raster whose rows have as many pixels more on both sides, for the taps to reach. */
export function filterWidened(
  wide: Raster,
  margin: number,
  taps: readonly Tap[],
  beyond: BeyondEdge,
): Raster {
  const { height, channels } = wide;
  const width = wide.width - 2 * margin;
  const line = width * channels;
  const starts = new Int32Array(taps.length);
  const weights = Float64Array.from(taps, ({ weight }) => weight);
  const values = weighRows(wide.values, height, line, (row) => {
    for (let index = 0; index < taps.length; index++) {
      const { x, y } = taps[index]!;
      starts[index] = (beyond(row + y, height) * wide.width + margin + x) * channels;
    }
    return { starts, weights };
  });
  return { width, height, channels, values };
}
