import type { Cell } from '@ventral/scoring';
import type { RunStore } from './run-store.ts';
import type { Cost } from './stored-record.ts';

/** What cells take, from what others took. */
export interface Estimate {
  /** Undefined where nothing like it was made before. */
  readonly secondsOf: (cell: Cell) => number | undefined;
  /** Of the most hungry of them; undefined where nothing was made before. */
  readonly peakBytes: number | undefined;
}

// Of each benchmark: enough for a median.
const samples = 5;

/**
 * Estimates costs from the records in a store: of a benchmark the median over some models.
 *
 * @param made cells that have a record
 */
export async function estimateCosts(made: readonly Cell[], store: RunStore): Promise<Estimate> {
  const byBenchmark = new Map<string, Cell[]>();
  for (const cell of made) {
    const known = byBenchmark.get(cell.benchmark) ?? [];
    byBenchmark.set(cell.benchmark, [...known, cell].slice(0, samples));
  }
  const costs = new Map<string, readonly Cost[]>();
  for (const [benchmark, cells] of byBenchmark) {
    const stored = await Promise.all(cells.map(({ key }) => store.record(key)));
    const known = stored.flatMap((one) => (one === undefined ? [] : [one.cost]));
    if (known.length > 0) costs.set(benchmark, known);
  }
  const seconds = new Map(
    [...costs].map(([benchmark, known]) => [benchmark, median(known.map((cost) => cost.seconds))]),
  );
  const peaks = [...costs.values()].flat().map(({ peakBytes }) => peakBytes);
  return {
    secondsOf: ({ benchmark }) => seconds.get(benchmark),
    peakBytes: peaks.length === 0 ? undefined : Math.max(...peaks),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
