import type { Population } from './population.ts';

/** What examples that are learnt from come to, by neuroid. */
export interface TrainingMoments {
  /** Over all examples. */
  readonly means: Float64Array;
  /** Standard deviations over all examples, of `n - 1`; 1 for a neuroid that does not vary. */
  readonly deviations: Float64Array;
  /** Of each class, `classes x neuroids`. */
  readonly classMeans: Float64Array;
}

/** One division of the examples of each class at each position. */
export interface ExampleFold {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

// A variance that is left of the whole is computed anew where so little is left that its digits are lost.
const leastLeft = 1e-6;

/**
 * The moments of the examples that each fold learns from, in one bin.
 *
 * Method: sums over all folds, less those of the examples that are tested on; so all folds together take as long as
 * two. Sums are of differences from the first example: of counts they are exact.
 *
 * @param positions that are learnt at, as indices
 */
export function* momentsOfFolds(
  population: Population,
  bin: number,
  positions: readonly number[],
  folds: readonly ExampleFold[],
): Generator<TrainingMoments> {
  const { classes, positions: all, examples, neuroidIds, values } = population;
  const width = neuroidIds.length;
  const startOf = (label: number, position: number, example: number) =>
    (((bin * classes.length + label) * all.length + position) * examples + example) * width;
  const origin = values.slice(startOf(0, positions[0]!, 0), startOf(0, positions[0]!, 0) + width);
  const sumsOver = (some: readonly number[]) => {
    const sums = new Float64Array(classes.length * width);
    const squares = new Float64Array(width);
    for (let label = 0; label < classes.length; label++) {
      for (const position of positions) {
        for (const example of some) {
          addExample(values, startOf(label, position, example), origin, sums, label, squares);
        }
      }
    }
    return { sums, squares };
  };
  const whole = sumsOver(folds.flatMap(({ test }) => test));
  for (const { train, test } of folds) {
    const tested = sumsOver(test);
    const perClass = train.length * positions.length;
    const count = perClass * classes.length;
    const means = new Float64Array(width);
    const deviations = new Float64Array(width);
    const classMeans = new Float64Array(classes.length * width);
    for (let cell = 0; cell < classMeans.length; cell++) {
      const sum = whole.sums[cell]! - tested.sums[cell]!;
      means[cell % width]! += sum / count;
      classMeans[cell] = sum / perClass + origin[cell % width]!;
    }
    for (let neuroid = 0; neuroid < width; neuroid++) {
      const squares = whole.squares[neuroid]! - tested.squares[neuroid]!;
      const left = squares - count * means[neuroid]! ** 2;
      means[neuroid]! += origin[neuroid]!;
      const variance =
        left > leastLeft * whole.squares[neuroid]!
          ? left / (count - 1)
          : exactVariance(population, startOf, { neuroid, positions, train });
      deviations[neuroid] = variance > 0 ? Math.sqrt(variance) : 1;
    }
    yield { means, deviations, classMeans };
  }
}

function addExample(
  values: Float64Array,
  start: number,
  origin: Float64Array,
  sums: Float64Array,
  label: number,
  squares: Float64Array,
): void {
  const width = origin.length;
  const to = label * width;
  for (let neuroid = 0; neuroid < width; neuroid++) {
    const difference = values[start + neuroid]! - origin[neuroid]!;
    sums[to + neuroid]! += difference;
    squares[neuroid]! += difference * difference;
  }
}

/** In two passes; 0 where all values are equal, whatever the rounding of their mean. */
function exactVariance(
  { classes, values }: Population,
  startOf: (label: number, position: number, example: number) => number,
  {
    neuroid,
    positions,
    train,
  }: {
    readonly neuroid: number;
    readonly positions: readonly number[];
    readonly train: readonly number[];
  },
): number {
  const own = classes.flatMap((_, label) =>
    positions.flatMap((position) =>
      train.map((example) => values[startOf(label, position, example) + neuroid]!),
    ),
  );
  if (own.every((value) => value === own[0])) return 0;
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  return own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (own.length - 1);
}
