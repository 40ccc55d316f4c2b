import type { Score, Uncertainty } from '@ventral/core';
import { decodeReplicates } from '@ventral/statistics';
import type { ScoreRecord } from './record.ts';
import { fieldPath, isNumbers, scoresOf } from './scores-of-record.ts';

type Numbers = readonly (number | null)[];

/** A place where the numbers of two records differ. */
export interface NumberDifference {
  readonly what: string;
  readonly message: string;
  /** The largest; absent where the two do not have the same numbers. */
  readonly distance?: number;
}

/** Every number of a record's score, its parts and its layers, by path; lists stay whole. */
export function scoreNumbers(record: ScoreRecord): ReadonlyMap<string, Numbers> {
  return new Map(scoresOf(record).flatMap(([path, score]) => numbersOf(path, score)));
}

/** Replicates are float32: two machines may round one of them otherwise. */
export function resolutionOf(what: string): number {
  return isReplicates(what) ? 1e-6 : 0;
}

/**
 * Compares numbers by their path: places where they differ at all, each with the largest distance.
 *
 * @param names what to call the two
 */
export function compareNumbers(
  first: ReadonlyMap<string, Numbers>,
  second: ReadonlyMap<string, Numbers>,
  names: readonly [first: string, second: string],
): readonly NumberDifference[] {
  return [...new Set([...first.keys(), ...second.keys()])].flatMap((what) => {
    const [a, b] = [first.get(what), second.get(what)];
    // Records made before scores were drawn again say nothing of it.
    if ((a === undefined || b === undefined) && isUncertainty(what)) return [];
    if (a === undefined || b === undefined || a.length !== b.length) {
      const [here, there] = [a, b].map((list) => list?.length ?? 0);
      const message = `${what}: ${names[0]} has ${here} numbers, ${names[1]} ${there}`;
      return [{ what, message }];
    }
    return compareLists(what, a, b, names);
  });
}

function compareLists(
  what: string,
  a: Numbers,
  b: Numbers,
  names: readonly [first: string, second: string],
): readonly NumberDifference[] {
  const unequal = a.flatMap((value, index) => {
    const other = b[index] ?? null;
    if (value === other) return [];
    const distance =
      value === null || other === null ? Number.POSITIVE_INFINITY : Math.abs(value - other);
    return [{ index, value, other, distance }];
  });
  if (unequal.length === 0) return [];
  const worst = unequal.reduce((most, next) => (next.distance > most.distance ? next : most));
  const place = a.length === 1 ? '' : `, ${unequal.length} of ${a.length}, most at ${worst.index}`;
  const finite = Number.isFinite(worst.distance);
  const distance = finite ? ` (by ${worst.distance.toExponential(1)})` : '';
  const values = `${names[0]} ${worst.value}, ${names[1]} ${worst.other}`;
  const message = `${what}${place}: ${values}${distance}`;
  return [finite ? { what, message, distance: worst.distance } : { what, message }];
}

function numbersOf(path: string, score: Score): readonly (readonly [string, Numbers])[] {
  const { raw, extras = {} } = score;
  const lists: Record<string, Numbers | undefined> = {
    value: one(score.value),
    error: one(score.error),
    ceiling: one(score.ceiling),
    ceilingError: one(score.ceilingError),
    ceilingInterval: score.ceilingInterval,
    ...uncertaintyNumbers('uncertainty', score.uncertainty),
    ...uncertaintyNumbers('raw.uncertainty', raw.uncertainty),
    'raw.value': one(raw.value),
    'raw.error': one(raw.error),
    'raw.perSplit': raw.perSplit,
    'raw.perNeuroid': raw.perNeuroid,
  };
  for (const [name, value] of Object.entries(raw.perSubject ?? {})) {
    lists[fieldPath('raw.perSubject', name)] = [value];
  }
  return [
    ...Object.entries(lists).flatMap(([name, list]) =>
      list === undefined ? [] : [[`${path}.${name}`, list] as const],
    ),
    ...numbersWithin(`${path}.extras`, extras),
  ];
}

function uncertaintyNumbers(
  path: string,
  uncertainty: Uncertainty | undefined,
): Readonly<Record<string, Numbers>> {
  if (uncertainty === undefined || 'unavailable' in uncertainty) return {};
  const { standardError, interval, replicates = {} } = uncertainty;
  return {
    [`${path}.standardError`]: [standardError],
    [`${path}.interval`]: interval,
    ...Object.fromEntries(
      Object.entries(replicates).map(([axis, text]) => [
        `${path}.replicates.${axis}`,
        Array.from(decodeReplicates(text), (value) => (Number.isNaN(value) ? null : value)),
      ]),
    ),
  };
}

/** Of any JSON: numbers, and lists of numbers and nulls, by path. */
function numbersWithin(path: string, value: unknown): readonly (readonly [string, Numbers])[] {
  if (typeof value === 'number') return [[path, [value]]];
  if (typeof value !== 'object' || value === null) return [];
  if (isNumbers(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) =>
    numbersWithin(fieldPath(path, name), inner),
  );
}

function isUncertainty(what: string): boolean {
  return /\.(uncertainty\.|ceilingInterval$)/.test(what);
}

function isReplicates(what: string): boolean {
  return what.includes('.uncertainty.replicates.');
}

function one(value: number | undefined): Numbers | undefined {
  return value === undefined ? undefined : [value];
}
