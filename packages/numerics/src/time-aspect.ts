import { type Assembly, type CoordinateValue, coordinate, createAssembly } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { RandomState } from './random-state.ts';

/**
 * How responses change over time: each less its own mean over the time bins, skipping NaN. What is common to
 * all times, and so all that a model of the average knows, is gone.
 *
 * @param bins the recordings of each time bin, `presentation x neuroid`, in one order
 * @throws VentralError `SHAPE_MISMATCH` where bins are not of the same presentations and neuroids
 */
export function changesOver(bins: readonly Assembly[]): readonly Assembly[] {
  requireSame(bins);
  const mean = new MeanOverTime(bins[0]?.values.length ?? 0);
  for (const bin of bins) mean.add(bin);
  const { values } = mean;
  return bins.map((bin) => lessMean(bin, values));
}

/** The mean over time bins of each cell, skipping NaN, of bins that are added one by one. */
export class MeanOverTime {
  readonly #sums: Float64Array;
  readonly #counts: Uint32Array;

  /** @param cells how many there are in each bin */
  constructor(cells: number) {
    this.#sums = new Float64Array(cells);
    this.#counts = new Uint32Array(cells);
  }

  /** @throws VentralError `SHAPE_MISMATCH` for a bin of another size */
  add({ values }: Assembly): void {
    if (values.length !== this.#sums.length) throw unlike('numbers of presentations or neuroids');
    for (let cell = 0; cell < values.length; cell++) {
      const value = values[cell] as number;
      if (Number.isNaN(value)) continue;
      this.#sums[cell]! += value;
      this.#counts[cell]! += 1;
    }
  }

  /** NaN where a cell has no value. */
  get values(): Float64Array {
    return this.#sums.map((sum, cell) => sum / (this.#counts[cell] as number));
  }
}

/** The responses less their mean over time. */
export function lessMean(bin: Assembly, mean: Float64Array): Assembly {
  const values = Float64Array.from(mean, (value, cell) => (bin.values[cell] as number) - value);
  return createAssembly({ ...bin, values });
}

/**
 * The same recordings, where the time bins of each stimulus are in an order of their own, drawn from a seed:
 * the same for all its presentations and neuroids.
 *
 * @param bins as of {@link changesOver}
 * @throws VentralError `SHAPE_MISMATCH` where bins are not of the same presentations and neuroids
 */
export function shuffleTime(bins: readonly Assembly[], seed: number): readonly Assembly[] {
  requireSame(bins);
  const [first] = bins;
  if (first === undefined) return [];
  const random = new RandomState(seed);
  const places = bins.map((_, bin) => bin);
  const orders = new Map<CoordinateValue, readonly number[]>();
  const orderOf = coordinate(first, 'stimulus_id').map((stimulus) => {
    const order = orders.get(stimulus) ?? random.permutation(places);
    orders.set(stimulus, order);
    return order;
  });
  const width = first.shape[1] as number;
  return bins.map((bin, to) => {
    const values = new Float64Array(bin.values.length);
    for (const [row, order] of orderOf.entries()) {
      const from = bins[order[to] as number] as Assembly;
      values.set(from.values.subarray(row * width, (row + 1) * width), row * width);
    }
    return createAssembly({ ...bin, values });
  });
}

function requireSame(bins: readonly Assembly[]): void {
  const [first] = bins;
  for (const name of ['stimulus_id', 'neuroid_id'] as const) {
    const labels = first?.coords[name]?.values ?? [];
    const isSame = bins.every(({ coords }) => {
      const others = coords[name]?.values ?? [];
      return (
        others.length === labels.length && others.every((label, index) => label === labels[index])
      );
    });
    if (isSame) continue;
    throw unlike(name);
  }
}

function unlike(what: string): VentralError {
  return new VentralError(
    'SHAPE_MISMATCH',
    `Time bins differ in their ${what}: how responses change cannot be told.`,
    { hint: 'Give the same presentations and neuroids, in one order, in every time bin.' },
  );
}
