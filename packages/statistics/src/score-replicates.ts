import { VentralError } from '@ventral/errors';
import { decodeReplicates } from './replicates.ts';

/** How sure a score is, as its record says it. */
export type ScoreUncertainty =
  | {
      /** sha256 of the resampling plan: only replicates of one plan belong together. */
      readonly plan: string;
      /** How many units were drawn from, by axis, such as `{ stimuli: 600, neuroids: 150 }`. */
      readonly units: Readonly<Record<string, number>>;
      /**
       * The score in each replicate, by the axis that was drawn, and for `all` axes drawn at once;
       * see `encodeReplicates`. A mean of parts has none of its own.
       */
      readonly replicates?: Readonly<Record<string, string>>;
    }
  | { readonly unavailable: string };

/** What is read of a score: a `Score` of a record is one. */
export interface UncertainScore {
  readonly value: number;
  readonly uncertainty?: ScoreUncertainty;
  readonly parts?: Readonly<Record<string, UncertainScore>>;
}

/** A score in every replicate of its resampling. */
export interface ScoreReplicates {
  readonly value: number;
  readonly plan: string;
  readonly units: Readonly<Record<string, number>>;
  /** By axis, and for `all` axes at once: one value a replicate, NaN where it is undefined. */
  readonly replicates: Readonly<Record<string, ArrayLike<number>>>;
}

/** The name under which replicates are kept in which all axes were drawn at once. */
export const allAxes = 'all';

/**
 * The replicates of a score; of a mean of parts the mean of its parts' by index, as replicate b of
 * every part comes of the same draw where parts share units. A part that an axis was not drawn of
 * enters with its value.
 *
 * @returns undefined where the score, or one of its parts, has no replicates
 * @throws VentralError `RECORD_INVALID` where replicates are damaged or differ in number
 */
export function replicatesOf(score: UncertainScore): ScoreReplicates | undefined {
  const { value, uncertainty, parts } = score;
  const stated = uncertainty !== undefined && 'plan' in uncertainty ? uncertainty : undefined;
  if (stated?.replicates !== undefined) {
    const { plan, units } = stated;
    const replicates = mapValues(stated.replicates, decodeReplicates);
    checkCounts(Object.values(replicates));
    return { value, plan, units, replicates };
  }
  if (parts === undefined || Object.keys(parts).length === 0) return undefined;
  const ofParts = mapValues(parts, replicatesOf);
  const each = Object.values(ofParts).filter((part) => part !== undefined);
  if (each.length < Object.keys(parts).length) return undefined;
  return {
    value,
    plan: stated?.plan ?? mapKeys(ofParts, (id, part) => `${id}: ${part?.plan}`).join('; '),
    units: stated?.units ?? fewestUnits(each),
    replicates: meanOfParts(each),
  };
}

/** The axes that were drawn, without that of all at once. */
export function axesOf({ replicates }: Pick<ScoreReplicates, 'replicates'>): readonly string[] {
  return Object.keys(replicates)
    .filter((axis) => axis !== allAxes)
    .sort();
}

function meanOfParts(parts: readonly ScoreReplicates[]): Readonly<Record<string, Float64Array>> {
  const count = checkCounts(parts.flatMap(({ replicates }) => Object.values(replicates)));
  const axes = [...new Set(parts.flatMap(axesOf))];
  const meanAlong = (axis: string) =>
    Float64Array.from({ length: count }, (_, replicate) => {
      const sum = parts.reduce((total, part) => {
        const drawn = part.replicates[axis] ?? (axis === allAxes ? onlyAxis(part) : undefined);
        return total + (drawn?.[replicate] ?? part.value);
      }, 0);
      return sum / parts.length;
    });
  const jointly = parts.every((part) => allAxes in part.replicates || axesOf(part).length < 2);
  const named = axes.length > 1 && jointly ? [...axes, allAxes] : axes;
  return Object.fromEntries(named.map((axis) => [axis, meanAlong(axis)]));
}

/** All axes at once are, where there is but one, that one. */
function onlyAxis({ replicates }: ScoreReplicates): ArrayLike<number> | undefined {
  return Object.values(replicates)[0];
}

/** The units of a mean, where it does not say them: of each axis those of its smallest part. */
function fewestUnits(parts: readonly ScoreReplicates[]): Readonly<Record<string, number>> {
  const units: Record<string, number> = {};
  for (const part of parts) {
    for (const [axis, count] of Object.entries(part.units)) {
      units[axis] = Math.min(units[axis] ?? count, count);
    }
  }
  return units;
}

function checkCounts(replicates: readonly ArrayLike<number>[]): number {
  const counts = new Set(replicates.map(({ length }) => length));
  if (counts.size <= 1) return replicates[0]?.length ?? 0;
  throw new VentralError(
    'RECORD_INVALID',
    `A score has ${[...counts].join(' and ')} replicates, which cannot belong together.`,
    { hint: 'Take the record from its source again, or make it again by scoring.' },
  );
}

function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  map: (value: T) => R,
): Readonly<Record<string, R>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function mapKeys<T, R>(
  record: Readonly<Record<string, T>>,
  map: (key: string, value: T) => R,
): readonly R[] {
  return Object.entries(record).map(([key, value]) => map(key, value));
}
