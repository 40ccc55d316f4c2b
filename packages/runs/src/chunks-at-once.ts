import { availableParallelism, freemem } from 'node:os';

/** Of a process that scores a network, where nothing is known of it. */
const usualBytes = 2e9;

/**
 * How many chunks one machine makes at a time: as many as there are cores, and as memory has room for.
 *
 * @param peakBytes of the most hungry cell, from earlier records. @default 2 GB
 */
export function chunksAtOnce(peakBytes: number = usualBytes): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / peakBytes)));
}

/** For each chunk of so many at a time a core of its own; none for one alone, which may use all. */
export function coresFor(chunks: number): readonly (number | undefined)[] {
  const cores = availableParallelism();
  return Array.from({ length: chunks }, (_, index) => (chunks === 1 ? undefined : index % cores));
}
