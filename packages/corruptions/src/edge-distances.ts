// Steps to a neighbour, to one across the corner, and a knight's move: as near to Euclid's as whole steps come.
const straight = 1;
const diagonal = 1.4;
const knight = 2.1969;

const before = [
  [-2, -1, knight],
  [-2, 1, knight],
  [-1, -2, knight],
  [-1, -1, diagonal],
  [-1, 0, straight],
  [-1, 1, diagonal],
  [-1, 2, knight],
  [0, -1, straight],
] as const;

/**
 * How far each pixel is from the nearest edge, in pixels, along steps of the 5 x 5 mask: OpenCV's
 * `distanceTransform` with `DIST_L2` and mask 5.
 *
 * Reference: Borgefors (1986), "Distance transformations in digital images".
 * https://doi.org/10.1016/S0734-189X(86)80047-0
 *
 * @param edges `height * width`; 0 where there is none
 * @returns `height * width`; infinite where there is no edge at all
 */
export function edgeDistances(edges: Uint8Array, width: number, height: number): Float64Array {
  const distances = Float64Array.from(edges, (edge) => (edge === 0 ? Number.POSITIVE_INFINITY : 0));
  const shorten = (at: number, row: number, column: number, sign: 1 | -1) => {
    for (const [dy, dx, step] of before) {
      const [y, x] = [row + sign * dy, column + sign * dx];
      if (y < 0 || x < 0 || y >= height || x >= width) continue;
      const distance = distances[y * width + x]! + step;
      if (distance < distances[at]!) distances[at] = distance;
    }
  };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) shorten(row * width + column, row, column, 1);
  }
  for (let row = height - 1; row >= 0; row--) {
    for (let column = width - 1; column >= 0; column--) {
      shorten(row * width + column, row, column, -1);
    }
  }
  return distances;
}
