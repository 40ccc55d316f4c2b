import type { TimeBin } from '@ventral/arrays';
import type { Region } from './sites.ts';

/** When the parts of a response begin, in milliseconds after the onset of the image. */
export interface Latencies {
  /** Of the feed-forward response: until then a site fires at its baseline. */
  readonly feedForward: number;
  /** Of the recurrent part, which takes the place of the feed-forward one. */
  readonly recurrent: number;
}

/** When the sites of each region respond. */
export const latencies: Readonly<Record<Region, Latencies>> = {
  V1: { feedForward: 50, recurrent: 110 },
  V4: { feedForward: 70, recurrent: 130 },
  IT: { feedForward: 100, recurrent: 160 },
};

/** Time bins of 20 ms, from the onset to 240 ms. */
export const streamWindows: readonly TimeBin[] = Array.from(
  { length: 12 },
  (_, bin) => [20 * bin, 20 * (bin + 1)] as const,
);

/** Milliseconds in which a part of a response rises in full. */
const rise = 10;

/** How much of a response each of its parts makes in a time bin, from 0 to 1: the mean over its milliseconds. */
export function partsOfResponse(
  { feedForward, recurrent }: Latencies,
  [start, end]: TimeBin,
): Readonly<Record<keyof Latencies, number>> {
  const meanFrom = (latency: number) => meanRamp(latency, start, end);
  const late = meanFrom(recurrent);
  return { feedForward: meanFrom(feedForward) - late, recurrent: late };
}

/** The mean over a window of what is 0 until the latency, rises evenly, and is 1 then. */
function meanRamp(latency: number, start: number, end: number): number {
  // The integral of the ramp.
  const upTo = (time: number) => {
    const since = time - latency;
    if (since <= 0) return 0;
    return since >= rise ? since - rise / 2 : since ** 2 / (2 * rise);
  };
  return (upTo(end) - upTo(start)) / (end - start);
}
