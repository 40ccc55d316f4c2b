import { createHash } from 'node:crypto';
import type { Matrix } from './matrix.ts';
import { RandomState } from './random-state.ts';
import { rowsByLabel } from './rows-by-label.ts';

/** How often each axis of a score is drawn again. */
export const replicateCount = 1000;

/** What is drawn again: stimuli, neuroids, subjects, trials. */
export interface ResampledUnits {
  /** Of each unit; they name it wherever it is drawn. */
  readonly ids: readonly string[];
  /**
   * Groups, one a unit, within which it is drawn, so that each keeps its size.
   * @default all are drawn from all
   */
  readonly strata?: readonly string[];
}

/**
 * One draw for all scores: units are drawn with replacement, by a seed that depends on nothing but which
 * units there are. Two scores on the same stimuli are drawn with the same stimuli, so that they can be
 * compared replicate by replicate, whatever their neuroids; those on different stimuli are independent.
 *
 * Method: the bootstrap. Efron (1979), https://doi.org/10.1214/aos/1176344552
 */
export class ResamplingPlan {
  readonly #units: ReadonlyMap<string, ResampledUnits>;

  /** @param units by axis */
  constructor(units: Readonly<Record<string, ResampledUnits>>) {
    this.#units = new Map(Object.entries(units).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The axes, in alphabetical order. */
  get axes(): readonly string[] {
    return [...this.#units.keys()];
  }

  /** sha256 over axes and units, in whatever order these were given. */
  get digest(): string {
    return sha256([replicateCount, ...this.axes.map((axis) => this.#digestOf(axis))]);
  }

  /** How many units each axis has. */
  get sizes(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#units].map(([axis, { ids }]) => [axis, ids.length]));
  }

  /**
   * How often each unit was drawn, `replicates x units`, in the order in which units were given. Kept for
   * the next score over the same units, of which there are as many as layers.
   */
  counts(axis: string): Matrix<Uint8Array> {
    const { ids, strata } = this.#unitsOf(axis);
    const key = sha256([ids, strata, this.#digestOf(axis)]);
    const counts = kept.get(key) ?? drawCounts(this.#unitsOf(axis), this.random(axis));
    // The one used longest ago leaves.
    kept.delete(key);
    kept.set(key, counts);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value as string);
    return counts;
  }

  /** For what is drawn otherwise, such as trials from their probabilities. */
  random(axis: string): RandomState {
    return new RandomState(Number.parseInt(this.#digestOf(axis).slice(0, 8), 16));
  }

  #unitsOf(axis: string): ResampledUnits {
    return this.#units.get(axis) ?? { ids: [] };
  }

  #digestOf(axis: string): string {
    const units = this.#unitsOf(axis);
    const known = digests.get(units);
    if (known?.axis === axis) return known.digest;
    const { ids, strata = [] } = units;
    const named = ids.map((id, unit) => `${id}\n${strata[unit] ?? ''}`).sort();
    const digest = sha256(['ventral-bootstrap-1', axis, named]);
    digests.set(units, { axis, digest });
    return digest;
  }
}

// Of units that several scores share: there may be hundreds of thousands.
const digests = new WeakMap<ResampledUnits, { readonly axis: string; readonly digest: string }>();

// Stimuli and neuroids of a score, and those of its ceiling.
const mostKept = 4;
const kept = new Map<string, Matrix<Uint8Array>>();

function drawCounts({ ids, strata }: ResampledUnits, random: RandomState): Matrix<Uint8Array> {
  const columns = ids.length;
  const values = new Uint8Array(replicateCount * columns);
  // Sorted, so that the same units are drawn whatever their order.
  const order = ids.map((_, unit) => unit).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
  const labels = order.map((unit) => strata?.[unit] ?? '');
  const groups = [...rowsByLabel(labels).values()].map((rows) => rows.map((row) => order[row]!));
  for (let from = 0; from < values.length; from += columns) {
    for (const group of groups) {
      for (const _ of group) values[from + group[random.randint(group.length)]!]! += 1;
    }
  }
  return { shape: [replicateCount, columns], values };
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
