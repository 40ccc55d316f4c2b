import { VentralError } from '@ventral/errors';

/** What a prediction compares: the surprisal of a region in a condition, or that of all its regions together. */
export interface RegionTerm {
  /** From 1; `*` for the sum over all regions. */
  readonly region: number | '*';
  readonly condition: string;
}

/** A prediction of a suite, about the surprisals of the regions of one item. */
export interface ItemPrediction {
  /** As the suite writes it: `(5;%nn_ambig%)>(5;%nn_unambig%)`. */
  readonly formula: string;
  /** All that it speaks of. */
  readonly terms: readonly RegionTerm[];
  /**
   * Whether it is true of an item.
   *
   * @param surprisalOf in bits
   */
  holds(surprisalOf: (term: RegionTerm) => number): boolean;
}

type SurprisalOf = Parameters<ItemPrediction['holds']>[0];

/** A part of a formula: a number of bits, or a truth, 1 or 0. */
interface Part {
  readonly is: 'bits' | 'truth';
  evaluate(surprisalOf: SurprisalOf): number;
}

type Operation = (left: number, right: number) => number;

const sums: Readonly<Record<string, Operation>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
};
const comparisons: Readonly<Record<string, Operation>> = {
  '<': (left, right) => Number(left < right),
  '>': (left, right) => Number(left > right),
  // As numpy.isclose with an absolute tolerance of a thousandth of a bit.
  '=': (left, right) => Number(Math.abs(left - right) <= 1e-3 + 1e-5 * Math.abs(right)),
};
const conjunctions: Readonly<Record<string, Operation>> = {
  '&': (left, right) => left && right,
  '|': (left, right) => left || right,
};
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' };
const tokens = /\s*(?:\(\s*(\d+|\*)\s*;\s*%([^%]+)%\s*\)|(\d+(?:\.\d+)?)|([()[\]<>=&|+-]))/y;

/**
 * Reads a formula of SyntaxGym: `(r;%condition%)` is the surprisal of region `r`, `(*;%condition%)` that of all
 * regions, `( )` and `[ ]` group. `+` and `-` bind tightest, then one of `<`, `>`, `=`, then `&` and `|` alike,
 * all from left to right. Two surprisals are equal where they differ by no more than 1e-3 + 1e-5 of the right one.
 *
 * Reference: Gauthier et al. (2020), https://doi.org/10.18653/v1/2020.acl-demos.10
 *
 * @throws VentralError `DATA_CORRUPT` for anything else, naming the place
 */
export function parsePrediction(formula: string): ItemPrediction {
  const terms: RegionTerm[] = [];
  let at = 0;
  let token = nextToken();

  function nextToken(): RegExpExecArray | undefined {
    if (formula.slice(at).trim() === '') return undefined;
    tokens.lastIndex = at;
    const found = tokens.exec(formula);
    if (found === null) throw unreadable('a region, a number, a bracket or an operator');
    return found;
  }

  function unreadable(expected: string): VentralError {
    const place = at >= formula.trimEnd().length ? 'its end' : `'${formula.slice(at).trim()}'`;
    return new VentralError(
      'DATA_CORRUPT',
      `The formula '${formula}' cannot be read at ${place}: ${expected} is expected.`,
      { hint: 'Write formulas as SyntaxGym does: (5;%condition_a%) > (5;%condition_b%).' },
    );
  }

  function take(): void {
    at = tokens.lastIndex = at + (token?.[0].length ?? 0);
    token = nextToken();
  }

  function operand(): Part {
    if (token === undefined) throw unreadable('a region, a number or a bracket');
    const [, region, condition, number, symbol = ''] = token;
    if (region !== undefined && condition !== undefined) {
      const term = { region: region === '*' ? region : Number(region), condition } as const;
      terms.push(term);
      take();
      return { is: 'bits', evaluate: (surprisalOf) => surprisalOf(term) };
    }
    if (number !== undefined) {
      take();
      return { is: 'bits', evaluate: () => Number(number) };
    }
    const end = closing[symbol];
    if (end === undefined) throw unreadable('a region, a number or a bracket');
    take();
    const inside = whole();
    if (token?.[4] !== end) throw unreadable(`'${end}'`);
    take();
    return inside;
  }

  /** Parts with operators of one rank between them, `most` of these. */
  function chain(
    part: () => Part,
    operations: Readonly<Record<string, Operation>>,
    takes: Part['is'],
    gives: Part['is'],
    most = Number.POSITIVE_INFINITY,
  ): Part {
    let left = part();
    for (let count = 0; count < most; count++) {
      const operation = operations[token?.[4] ?? ''];
      if (operation === undefined) break;
      const first = left;
      if (first.is !== takes) throw unreadable(`${named[takes]} on the left of an operator`);
      take();
      const second = part();
      if (second.is !== takes) throw unreadable(`${named[takes]} on the right of an operator`);
      left = {
        is: gives,
        evaluate: (of) => operation(first.evaluate(of), second.evaluate(of)),
      };
    }
    return left;
  }
  const sum = () => chain(operand, sums, 'bits', 'bits');
  const comparison = () => chain(sum, comparisons, 'bits', 'truth', 1);
  const whole = () => chain(comparison, conjunctions, 'truth', 'truth');

  const read = whole();
  if (token !== undefined) throw unreadable('an operator');
  if (read.is !== 'truth') throw unreadable('a comparison');
  return { formula, terms, holds: (surprisalOf) => read.evaluate(surprisalOf) === 1 };
}

const named = { bits: 'a surprisal', truth: 'a comparison' } as const;
