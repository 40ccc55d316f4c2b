import type { Score } from '@ventral/core';
import type { ScoreRecord } from './record.ts';

type Numbers = readonly (number | null)[];

/** A place where the numbers of two records differ. */
export interface NumberDifference {
  readonly what: string;
  readonly message: string;
  /** The largest; absent where the two do not have the same numbers. */
  readonly distance?: number;
}

/**
 * Every number of a record's score, its parts and its layers, by path; lists stay whole.
 *
 * @param other a record with which it is compared: layers that it lacks are left out
 */
export function scoreNumbers(
  { score, layers = {} }: ScoreRecord,
  other: ScoreRecord,
): ReadonlyMap<string, Numbers> {
  const ofLayers = Object.entries(layers).flatMap(([name, one]) =>
    other.layers !== undefined && Object.hasOwn(other.layers, name)
      ? numbersOf(`layers.${name}`, one)
      : [],
  );
  return new Map([...numbersOf('score', score), ...ofLayers]);
}

/** The layers that only one of two records has scores of, a line for each of the two. */
export function compareLayerNames(
  { layers: first = {} }: ScoreRecord,
  { layers: second = {} }: ScoreRecord,
  names: readonly [first: string, second: string],
): readonly NumberDifference[] {
  const onlyIn = (one: object, other: object, name: string) => {
    const only = Object.keys(one).filter((layer) => !Object.hasOwn(other, layer));
    if (only.length === 0) return [];
    const more = only.length > 3 ? ` and ${only.length - 3} more` : '';
    return [
      { what: 'layers', message: `layers: only ${name} has ${only.slice(0, 3).join(', ')}${more}` },
    ];
  };
  return [...onlyIn(first, second, names[0]), ...onlyIn(second, first, names[1])];
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
  const { raw, parts = {}, extras = {} } = score;
  const lists: Record<string, Numbers | undefined> = {
    value: one(score.value),
    error: one(score.error),
    ceiling: one(score.ceiling),
    ceilingError: one(score.ceilingError),
    'raw.value': one(raw.value),
    'raw.error': one(raw.error),
    'raw.perSplit': raw.perSplit,
    'raw.perNeuroid': raw.perNeuroid,
  };
  for (const [name, value] of Object.entries(raw.perSubject ?? {})) {
    lists[`raw.perSubject.${name}`] = [value];
  }
  return [
    ...Object.entries(lists).flatMap(([name, list]) =>
      list === undefined ? [] : [[`${path}.${name}`, list] as const],
    ),
    ...numbersWithin(`${path}.extras`, extras),
    ...Object.entries(parts).flatMap(([name, part]) => numbersOf(`${path}.parts.${name}`, part)),
  ];
}

/** Of any JSON: numbers, and lists of numbers and nulls, by path. */
function numbersWithin(path: string, value: unknown): readonly (readonly [string, Numbers])[] {
  if (typeof value === 'number') return [[path, [value]]];
  if (typeof value !== 'object' || value === null) return [];
  const isNumbers = (list: readonly unknown[]): list is Numbers =>
    list.every((entry) => entry === null || typeof entry === 'number');
  if (Array.isArray(value) && isNumbers(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => numbersWithin(`${path}.${name}`, inner));
}

function one(value: number | undefined): Numbers | undefined {
  return value === undefined ? undefined : [value];
}
