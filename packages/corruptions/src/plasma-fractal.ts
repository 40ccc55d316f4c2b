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
  const chances = new Float64Array((side / 2) ** 2);
  let range = 100;
  for (let step = side; step >= 2; step /= 2) {
    const half = step / 2;
    const chance = chances.subarray(0, (side / step) ** 2);
    const draw = () => {
      random.fillUniform(chance);
      // As published, chance goes with the square of its range.
      scale(chance, range);
    };
    draw();
    for (let row = 0, next = 0; row < side; row += step) {
      const above = row * side;
      const middle = above + half * side + half;
      const below = ((row + step) & within) * side;
      for (let column = 0; column < side; column += step, next++) {
        const right = (column + step) & within;
        const left = map[above + column]! + map[below + column]!;
        const other = map[above + right]! + map[below + right]!;
        map[middle + column] = (left + other) / 4 + chance[next]!;
      }
    }
    draw();
    for (let row = 0, next = 0; row < side; row += step) {
      const here = row * side;
      const below = (row + half) * side + half;
      const above = ((row - half) & within) * side + half;
      for (let column = 0; column < side; column += step, next++) {
        const centres = map[below + column]! + map[above + column]!;
        const ends = map[here + column]! + map[here + ((column + step) & within)]!;
        map[here + half + column] = (centres + ends) / 4 + chance[next]!;
      }
    }
    draw();
    for (let row = 0, next = 0; row < side; row += step) {
      const here = row * side;
      const middle = (row + half) * side;
      const below = ((row + step) & within) * side;
      for (let column = 0; column < side; column += step, next++) {
        const centres = map[middle + column + half]! + map[middle + ((column - half) & within)]!;
        const ends = map[here + column]! + map[below + column]!;
        map[middle + column] = (centres + ends) / 4 + chance[next]!;
      }
    }
    range /= decay;
  }
  return fromZeroToOne(map);
}

/** Uniform numbers from 0 to 1 as chance of this range. */
function scale(chance: Float64Array, range: number): void {
  for (let index = 0; index < chance.length; index++) {
    chance[index] = range * (2 * range * chance[index]! - range);
  }
}

function fromZeroToOne(map: Float64Array): Float64Array {
  let lowest = map[0]!;
  let highest = lowest;
  for (let index = 1; index < map.length; index++) {
    const value = map[index]!;
    if (value < lowest) lowest = value;
    else if (value > highest) highest = value;
  }
  const span = highest - lowest;
  for (let index = 0; index < map.length; index++) map[index] = (map[index]! - lowest) / span;
  return map;
}
