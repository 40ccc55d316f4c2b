import type { Cell, Cost } from '@ventral/scoring';
import type { RunStore } from './run-store.ts';

/** What cells take, from what others took. */
export interface Estimate {
  /** In seconds; undefined where nothing like it was made before. */
  readonly secondsOf: (cell: Pick<Cell, 'model' | 'benchmark'>) => number | undefined;
  /** Of the most hungry of them, in bytes of memory; undefined where nothing was made before. */
  readonly peakBytes: number | undefined;
}

/** What one cell took. */
export interface MeasuredCell extends Pick<Cell, 'model' | 'benchmark'> {
  readonly cost: Cost;
}

// Of each benchmark and of each model: enough for a median, and soon read.
const samples = 20;

/** Estimates costs from the records in a store, those of earlier runs and versions among them. */
export async function estimateCosts(store: RunStore): Promise<Estimate> {
  const records = await store.recordKeys();
  const known = new Map<string, Cell>();
  for (const id of await store.runIds()) {
    for (const cell of (await store.run(id))?.cells ?? []) {
      if (records.has(cell.key)) known.set(cell.key, cell);
    }
  }
  const counts = new Map<string, number>();
  const isWanted = ({ model, benchmark }: Cell) => {
    const names = [`of ${model}`, `on ${withoutVersion(benchmark)}`];
    const isScarce = names.some((name) => (counts.get(name) ?? 0) < samples);
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return isScarce;
  };
  // The latest first.
  const chosen = [...known.values()].reverse().filter(isWanted);
  const measured: MeasuredCell[] = [];
  for (const { key, model, benchmark } of chosen) {
    const stored = await store.record(key);
    if (stored !== undefined) measured.push({ model, benchmark, cost: stored.cost });
  }
  return estimateFrom(measured);
}

/**
 * Estimates what a cell takes: the median over models of its benchmark, times how much longer than that its
 * model took on others.
 */
export function estimateFrom(measured: readonly MeasuredCell[]): Estimate {
  const ofBenchmark = medians(measured, ({ benchmark, cost }) => [
    withoutVersion(benchmark),
    cost.seconds,
  ]);
  const ofModel = medians(measured, ({ model, benchmark, cost }) => [
    model,
    cost.seconds / (ofBenchmark.get(withoutVersion(benchmark)) ?? cost.seconds),
  ]);
  const peaks = measured.map(({ cost }) => cost.peakBytes);
  return {
    secondsOf({ model, benchmark }) {
      const usual = ofBenchmark.get(withoutVersion(benchmark));
      return usual === undefined ? undefined : usual * (ofModel.get(model) ?? 1);
    },
    peakBytes: peaks.length === 0 ? undefined : Math.max(...peaks),
  };
}

function medians(
  measured: readonly MeasuredCell[],
  read: (cell: MeasuredCell) => readonly [group: string, value: number],
): ReadonlyMap<string, number> {
  const groups = new Map<string, number[]>();
  for (const cell of measured) {
    const [group, value] = read(cell);
    const values = groups.get(group) ?? [];
    groups.set(group, values);
    values.push(value);
  }
  return new Map([...groups].map(([group, values]) => [group, median(values)]));
}

/** A benchmark of another version takes about as long. */
function withoutVersion(benchmark: string): string {
  return benchmark.replace(/@\d+$/, '');
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
