import { type Assembly, type CoordinateValue, dimensionSize, type Groups } from '@ventral/arrays';

/**
 * Presentations whose labels are all equal, as groups in the ascending order of those labels, by
 * the first coordinate first.
 */
export function presentationGroups(assembly: Assembly): Groups {
  const length = dimensionSize(assembly, 'presentation');
  return Object.values(assembly.coords)
    .filter(({ dim }) => dim === 'presentation')
    .map(({ values }) => groupEqual(values, compareLabels))
    .reduce(divideFurther, { count: 1, of: new Float64Array(length) });
}

/** Groups of `by`, each divided as `within` says. */
function divideFurther(by: Groups, within: Groups): Groups {
  const pairs = new Float64Array(by.of.length);
  for (let index = 0; index < pairs.length; index++) {
    pairs[index] = (by.of[index] as number) * within.count + (within.of[index] as number);
  }
  return groupEqual(pairs, (a, b) => a - b);
}

/** Groups of equal values, ascending. */
function groupEqual<Value>(
  values: ArrayLike<Value>,
  compare: (a: Value, b: Value) => number,
): Groups {
  const numbers = new Map<Value, number>();
  const of = new Float64Array(values.length);
  for (let index = 0; index < of.length; index++) {
    const value = values[index] as Value;
    let number = numbers.get(value);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(value, number);
    }
    of[index] = number;
  }
  const ranks = new Float64Array(numbers.size);
  [...numbers.keys()].sort(compare).forEach((value, rank) => {
    ranks[numbers.get(value) as number] = rank;
  });
  return { count: numbers.size, of: of.map((number) => ranks[number] as number) };
}

// Numbers by value, then strings by character, then what is missing.
function compareLabels(a: CoordinateValue, b: CoordinateValue): number {
  return kindOf(a) - kindOf(b) || (a < b ? -1 : Number(a > b));
}

function kindOf(label: CoordinateValue): number {
  if (typeof label === 'string') return 1;
  return Number.isNaN(label) ? 2 : 0;
}
