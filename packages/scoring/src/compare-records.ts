import type { ScoreRecord } from './record.ts';
import { type DifferenceKind, type RecordFact, recordFacts } from './record-facts.ts';
import { compareNumbers, resolutionOf, scoreNumbers } from './score-numbers.ts';

/** One thing that sets two records apart. */
export interface RecordDifference {
  readonly kind: DifferenceKind;
  /** What differs: the name of a package, the path of a file or of a field of the record. */
  readonly what: string;
  /** In words, with both values. */
  readonly message: string;
  /** For numbers that both records have: by how much they differ, at most. */
  readonly distance?: number;
}

/** How two records relate. */
export interface RecordComparison {
  /** `equal` where at most the machine differs, and numbers are within the tolerance. */
  readonly verdict: 'equal' | 'different';
  /** Whether the numbers are the same, whatever else is not. */
  readonly numbers: 'equal' | 'equal within tolerance' | 'different';
  /** Of all numbers that both have. */
  readonly largestDistance: number;
  readonly differences: readonly RecordDifference[];
}

/** How to compare records. */
export interface CompareSettings {
  /**
   * Largest distance at which numbers count as equal.
   * @default 0
   */
  readonly tolerance?: number;
  /**
   * What to call the two in messages.
   * @default ['first', 'second']
   */
  readonly names?: readonly [first: string, second: string];
  /**
   * Whether the device counts as part of the machine, as for whoever verifies on another one.
   * @default false: it is what was asked for
   */
  readonly acrossDevices?: boolean;
}

/**
 * Says what sets two score records apart, in words and kinds.
 *
 * Not compared: when they were made, signatures, notes, what a model is called and who is cited for it, and
 * who chose the layers. Integrities are compared where both records know them.
 */
export function compareRecords(
  first: ScoreRecord,
  second: ScoreRecord,
  { tolerance = 0, names = ['first', 'second'], acrossDevices = false }: CompareSettings = {},
): RecordComparison {
  const [a, b] = [withLayersOf(second, first), withLayersOf(first, second)];
  const facts = compareFacts(recordFacts(a), recordFacts(b), names).map((difference) => {
    const isDevice = difference.kind === 'option' && difference.what === 'device';
    return acrossDevices && isDevice ? { ...difference, kind: 'environment' as const } : difference;
  });
  const compared = compareNumbers(scoreNumbers(a), scoreNumbers(b), names);
  const unequal = compared.filter(
    ({ what, distance }) =>
      distance === undefined || distance > Math.max(tolerance, resolutionOf(what)),
  );
  const numbers = unequal.map((difference) => ({ kind: 'number' as const, ...difference }));
  const differences = [...facts, ...compareLayers(first, second, names), ...numbers];
  const withinTolerance = compared.length === 0 ? 'equal' : 'equal within tolerance';
  return {
    verdict: differences.every(({ kind }) => kind === 'environment') ? 'equal' : 'different',
    numbers: numbers.length === 0 ? withinTolerance : 'different',
    largestDistance: Math.max(0, ...compared.map(({ distance = 0 }) => distance)),
    differences,
  };
}

/** A record with the scores of those layers alone that another has as well. */
function withLayersOf({ layers: others = {} }: ScoreRecord, record: ScoreRecord): ScoreRecord {
  const shared = Object.entries(record.layers ?? {}).filter(([name]) => name in others);
  return { ...record, layers: Object.fromEntries(shared) };
}

/** The layers of which one record alone has scores. */
function compareLayers(
  { layers: first = {} }: ScoreRecord,
  { layers: second = {} }: ScoreRecord,
  names: readonly [first: string, second: string],
): readonly RecordDifference[] {
  const [a, b] = [first, second].map((layers, index) => {
    const others = index === 0 ? second : first;
    return Object.keys(layers).filter((name) => !(name in others));
  }) as [string[], string[]];
  if (a.length === 0 && b.length === 0) return [];
  const list = (layers: readonly string[]) => (layers.length === 0 ? 'none' : layers.join(', '));
  const message = `scores of layers that the other has not: ${names[0]} ${list(a)}, ${names[1]} ${list(b)}`;
  return [{ kind: 'option', what: 'layers', message }];
}

function compareFacts(
  first: readonly RecordFact[],
  second: readonly RecordFact[],
  names: readonly [first: string, second: string],
): readonly RecordDifference[] {
  const [inFirst, inSecond] = [byName(first), byName(second)];
  const all = new Map([...inFirst, ...inSecond]);
  return [...all].flatMap(([name, { kind, what, whereBothHaveIt }]) => {
    const [a, b] = [inFirst.get(name)?.value, inSecond.get(name)?.value];
    if (a === b || (whereBothHaveIt && (a === undefined || b === undefined))) return [];
    const message = `${what}: ${names[0]} ${a ?? 'none'}, ${names[1]} ${b ?? 'none'}`;
    return [{ kind, what, message }];
  });
}

/** A record that says two things of one, such as a file listed twice, says both. */
function byName(facts: readonly RecordFact[]): ReadonlyMap<string, RecordFact> {
  const named = new Map<string, RecordFact>();
  for (const fact of facts) {
    const name = `${fact.kind} ${fact.what}`;
    const before = named.get(name);
    const isRepeated = before !== undefined && before.value !== fact.value;
    named.set(name, isRepeated ? { ...fact, value: `${before.value}, ${fact.value}` } : fact);
  }
  return named;
}
