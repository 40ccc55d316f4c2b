import type { RandomState } from '@ventral/numerics';

/**
 * Clouds: a square map of values from 0 to 1, made by halving squares and adding ever smaller chance
 * (the diamond-square algorithm), with opposite edges that fit.
 *
 * Reference: Fournier, Fussell and Carpenter (1982), "Computer rendering of stochastic models".
 * https://doi.org/10.1145/358523.358553
 *
 * @param side in pixels, a power of 2 from 2 on
 * @param decay what the chance is divided by at each halving
 * @returns `side * side` values, row by row
 */
export function plasmaFractal(side: number, decay: number, random: RandomState): Float64Array {
  const map = new Float64Array(side * side);
  const within = side - 1;
  let range = 100;
  for (let step = side; step >= 2; step /= 2) {
    const half = step / 2;
    // As published, chance goes with the square of its range.
    const fill = (row: number, column: number, sum: number) => {
      map[row * side + column] = sum / 4 + range * (2 * range * random.randomSample() - range);
    };
    for (let row = 0; row < side; row += step) {
      const above = row * side;
      const below = ((row + step) & within) * side;
      for (let column = 0; column < side; column += step) {
        const right = (column + step) & within;
        const [left, other] = [
          map[above + column]! + map[below + column]!,
          map[above + right]! + map[below + right]!,
        ];
        fill(row + half, column + half, left + other);
      }
    }
    for (let row = 0; row < side; row += step) {
      const here = row * side;
      const below = (row + half) * side;
      const above = ((row - half) & within) * side;
      for (let column = 0; column < side; column += step) {
        const centres = map[below + column + half]! + map[above + column + half]!;
        fill(
          row,
          column + half,
          centres + (map[here + column]! + map[here + ((column + step) & within)]!),
        );
      }
    }
    for (let row = 0; row < side; row += step) {
      const here = row * side;
      const middle = (row + half) * side;
      const below = ((row + step) & within) * side;
      for (let column = 0; column < side; column += step) {
        const centres = map[middle + column + half]! + map[middle + ((column - half) & within)]!;
        fill(row + half, column, centres + (map[here + column]! + map[below + column]!));
      }
    }
    range /= decay;
  }
  return fromZeroToOne(map);
}

function fromZeroToOne(map: Float64Array): Float64Array {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of map) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  for (let index = 0; index < map.length; index++) {
    map[index] = (map[index]! - lowest) / (highest - lowest);
  }
  return map;
}
