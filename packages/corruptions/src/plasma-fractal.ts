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
  let range = 100;
  for (let step = side; step >= 2; step /= 2) {
    const half = step / 2;
    // As published, chance goes with the square of its range.
    const chance = () => range * (2 * range * random.randomSample() - range);
    const at = (row: number, column: number) =>
      map[((row + side) % side) * side + ((column + side) % side)]!;
    for (let row = 0; row < side; row += step) {
      for (let column = 0; column < side; column += step) {
        const sum =
          at(row, column) +
          at(row + step, column) +
          (at(row, column + step) + at(row + step, column + step));
        map[(row + half) * side + column + half] = sum / 4 + chance();
      }
    }
    for (let row = 0; row < side; row += step) {
      for (let column = 0; column < side; column += step) {
        const centres = at(row + half, column + half) + at(row - half, column + half);
        const corners = at(row, column) + at(row, column + step);
        map[row * side + column + half] = (centres + corners) / 4 + chance();
      }
    }
    for (let row = 0; row < side; row += step) {
      for (let column = 0; column < side; column += step) {
        const centres = at(row + half, column + half) + at(row + half, column - half);
        const corners = at(row, column) + at(row + step, column);
        map[(row + half) * side + column] = (centres + corners) / 4 + chance();
      }
    }
    range /= decay;
  }
  const lowest = map.reduce((least, value) => Math.min(least, value));
  const highest = map.reduce((most, value) => Math.max(most, value)) - lowest;
  return map.map((value) => (value - lowest) / highest);
}
