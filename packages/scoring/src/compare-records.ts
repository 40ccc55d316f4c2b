import type { ScoreRecord } from './record.ts';
import { type DifferenceKind, type RecordFact, recordFacts } from './record-facts.ts';
import { compareLayerNames, compareNumbers, scoreNumbers } from './score-numbers.ts';

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
}

/**
 * Says what sets two score records apart, in words and kinds.
 *
 * Not compared: when they were made, signatures, notes, and who chose the layers. Integrities are
 * compared where both records know them.
 */
export function compareRecords(
  first: ScoreRecord,
  second: ScoreRecord,
  { tolerance = 0, names = ['first', 'second'] }: CompareSettings = {},
): RecordComparison {
  const facts = compareFacts(recordFacts(first), recordFacts(second), names);
  const compared = [
    ...compareNumbers(scoreNumbers(first, second), scoreNumbers(second, first), names),
    ...compareLayerNames(first, second, names),
  ];
  const unequal = compared.filter(({ distance }) => distance === undefined || distance > tolerance);
  const numbers = unequal.map((difference) => ({ kind: 'number' as const, ...difference }));
  const differences = [...facts, ...numbers];
  const withinTolerance = compared.length === 0 ? 'equal' : 'equal within tolerance';
  return {
    verdict: differences.every(({ kind }) => kind === 'environment') ? 'equal' : 'different',
    numbers: numbers.length === 0 ? withinTolerance : 'different',
    largestDistance: Math.max(0, ...compared.map(({ distance = 0 }) => distance)),
    differences,
  };
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

function byName(facts: readonly RecordFact[]): ReadonlyMap<string, RecordFact> {
  return new Map(facts.map((fact) => [`${fact.kind} ${fact.what}`, fact]));
}
