// Steps to a neighbour, to one across the corner, and a knight's move: as near to Euclid's as whole steps come.
const straight = 1;
const diagonal = 1.4;
const knight = 2.1969;

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
  // Within a border of two pixels, which is no edge.
  const line = width + 4;
  const distances = new Float64Array(line * (height + 4)).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (edges[row * width + column] !== 0) distances[(row + 2) * line + column + 2] = 0;
    }
  }
  for (let row = 2; row < height + 2; row++) {
    for (let column = 2; column < width + 2; column++)
      shorten(distances, row * line + column, line);
  }
  for (let row = height + 1; row >= 2; row--) {
    for (let column = width + 1; column >= 2; column--)
      shorten(distances, row * line + column, -line);
  }
  return Float64Array.from(edges, (_, pixel) => {
    return distances[(Math.floor(pixel / width) + 2) * line + (pixel % width) + 2]!;
  });
}

/** By way of the half of its neighbours that lies before it; behind it where `line` is negative. */
function shorten(distances: Float64Array, at: number, line: number): void {
  const forward = Math.sign(line);
  const above = at - line;
  const higher = above - line;
  const own = Math.min(
    distances[at]!,
    Math.min(distances[at - forward]!, distances[above]!) + straight,
    Math.min(distances[above - 1]!, distances[above + 1]!) + diagonal,
    Math.min(
      Math.min(distances[above - 2]!, distances[above + 2]!),
      Math.min(distances[higher - 1]!, distances[higher + 1]!),
    ) + knight,
  );
  distances[at] = own;
}
