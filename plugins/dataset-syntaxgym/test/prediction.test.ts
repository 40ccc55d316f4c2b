import { readFileSync } from 'node:fs';
import { parsePrediction, type RegionTerm } from '@ventral/dataset-syntaxgym';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

type Surprisals = Readonly<Record<string, number>>;

/** The surprisal of a region, of values by `condition|region`. */
const among =
  (values: Surprisals) =>
  ({ region, condition }: RegionTerm): number =>
    region === '*'
      ? Object.entries(values).reduce(
          (sum, [key, value]) => sum + (key.startsWith(`${condition}|`) ? value : 0),
          0,
        )
      : (values[`${condition}|${region}`] as number);

const made = { 'a|1': 1, 'a|2': 1.5, 'b|1': 2, 'b|2': 1.6 };

describe('a formula', () => {
  it.each([
    ['(1;%a%) < (1;%b%)', true],
    ['(1;%a%) > (1;%b%)', false],
    ['(*;%a%) > 2.49', true],
    ['(*;%a%) > 2.51', false],
    // Sums bind before comparisons, from left to right.
    ['(1;%b%) - (1;%a%) - (1;%a%) = 0', true],
    ['(1;%b%) - [(1;%a%) - (1;%a%)] = 2', true],
    // Both conjunctions bind alike, from left to right.
    ['1 > 0 | 1 > 0 & 0 > 1', false],
    ['1 > 0 | (1 > 0 & 0 > 1)', true],
    ['0 > 1 & 0 > 1 | 1 > 0', true],
    ['[[( 1 ; %a% )]]<2', true],
  ])('says %s: %s', (formula, expected) => {
    expect(parsePrediction(formula).holds(among(made))).toBe(expected);
  });

  it('finds surprisals equal to a thousandth of a bit, and a little of the right one', () => {
    const { holds } = parsePrediction('(1;%a%) = (1;%b%)');
    const equal = (left: number, right: number) => holds(among({ 'a|1': left, 'b|1': right }));
    expect(equal(100.0019, 100)).toBe(true);
    expect(equal(100.0021, 100)).toBe(false);
    expect(equal(0.0009, 0)).toBe(true);
    expect(equal(0.0011, 0)).toBe(false);
  });

  it('names all that it speaks of', () => {
    expect(parsePrediction('(2;%a b%) + (*;%c-d%) > 0').terms).toEqual([
      { region: 2, condition: 'a b' },
      { region: '*', condition: 'c-d' },
    ]);
  });

  it.each([
    ['', 'its end'],
    ['(1;%a%)', 'a comparison is expected'],
    ['(1;%a%) <', 'its end'],
    ['(1;%a%) << (1;%b%)', "at '< (1;%b%)'"],
    ['(1;%a%) < (1;%b%) < 3', "at '< 3': an operator is expected"],
    ['[(1;%a%) < (1;%b%)', "']' is expected"],
    ['[(1;%a%) < (1;%b%))', "']' is expected"],
    ['(1;a) < (1;%b%)', 'cannot be read'],
    ['(1;%a%) & (1;%b%)', 'a comparison on the left'],
    ['1 < 2 & (1;%b%)', 'a comparison on the right'],
    ['[1 < 2] + 1 > 0', 'a surprisal on the left'],
    ['1 < 2 surely', "at 'surely'"],
  ])('that is %j is refused', (formula, message) => {
    expect(() => parsePrediction(formula)).toThrow(
      expect.objectContaining({
        code: 'DATA_CORRUPT',
        message: expect.stringContaining(message),
      }) as Error,
    );
  });
});

describeReference('formulas of all suites', 'golden/human/syntaxgym/formula-cases.json', () => {
  interface Golden {
    readonly cases: readonly {
      readonly formula: string;
      readonly surprisals: Surprisals;
      readonly expected: boolean;
    }[];
    readonly invalid: readonly string[];
  }
  const readGolden = (): Golden =>
    JSON.parse(readFileSync(referencePath('golden/human/syntaxgym/formula-cases.json'), 'utf8'));

  it('are as true as another evaluator finds', () => {
    const { cases } = readGolden();
    expect(cases.length).toBeGreaterThan(100);
    for (const { formula, surprisals, expected } of cases) {
      const found = parsePrediction(formula).holds(among(surprisals));
      expect([formula, surprisals, found]).toEqual([formula, surprisals, expected]);
    }
  });

  it('are refused where they are none', () => {
    for (const formula of readGolden().invalid) expect(() => parsePrediction(formula)).toThrow();
  });
});
