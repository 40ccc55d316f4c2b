const neighbours = [
  [-1, -1],
  [-1, 0],
  [-1, 1],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 0],
  [1, 1],
] as const;

/**
 * Canny's edges, as OpenCV finds them: Sobel's slopes of 3 x 3 pixels, their size the sum of both, thinned along the
 * slope, and kept where they exceed `high`, or `low` and touch, over others, one that does.
 *
 * Reference: Canny (1986), "A computational approach to edge detection". https://doi.org/10.1109/TPAMI.1986.4767851
 *
 * @param levels `height * width` grey levels
 * @returns 1 where there is an edge, 0 elsewhere
 */
export function cannyEdges(
  levels: Uint8Array,
  width: number,
  height: number,
  low: number,
  high: number,
): Uint8Array {
  const across = new Int32Array(levels.length);
  const down = new Int32Array(levels.length);
  const sizes = new Int32Array(levels.length);
  for (let row = 0; row < height; row++) {
    const above = Math.max(row - 1, 0) * width;
    const here = row * width;
    const below = Math.min(row + 1, height - 1) * width;
    for (let column = 0; column < width; column++) {
      const left = Math.max(column - 1, 0);
      const right = Math.min(column + 1, width - 1);
      const at = here + column;
      across[at] =
        levels[above + right]! -
        levels[above + left]! +
        2 * (levels[here + right]! - levels[here + left]!) +
        levels[below + right]! -
        levels[below + left]!;
      down[at] =
        levels[below + left]! -
        levels[above + left]! +
        2 * (levels[below + column]! - levels[above + column]!) +
        levels[below + right]! -
        levels[above + right]!;
      sizes[at] = Math.abs(across[at]!) + Math.abs(down[at]!);
    }
  }
  const size = (row: number, column: number) =>
    row < 0 || column < 0 || row >= height || column >= width ? 0 : sizes[row * width + column]!;
  const isThin = (row: number, column: number, at: number) => {
    const own = sizes[at]!;
    const [x, y] = [Math.abs(across[at]!), Math.abs(down[at]!)];
    // Slopes within 22.5 degrees of an axis are compared along it, the others along a diagonal.
    const isFlat = y < x * Math.tan(Math.PI / 8);
    if (isFlat) return own > size(row, column - 1) && own >= size(row, column + 1);
    const isSteep = y > x * Math.tan((3 * Math.PI) / 8);
    if (isSteep) return own > size(row - 1, column) && own >= size(row + 1, column);
    const side = (across[at]! ^ down[at]!) < 0 ? -1 : 1;
    return own > size(row - 1, column - side) && own > size(row + 1, column + side);
  };
  const candidates = new Uint8Array(levels.length);
  const found: number[] = [];
  const edges = new Uint8Array(levels.length);
  for (let at = 0; at < levels.length; at++) {
    if (sizes[at]! <= low || !isThin(Math.floor(at / width), at % width, at)) continue;
    candidates[at] = 1;
    if (sizes[at]! <= high) continue;
    edges[at] = 1;
    found.push(at);
  }
  for (let at = found.pop(); at !== undefined; at = found.pop()) {
    const [row, column] = [Math.floor(at / width), at % width];
    for (const [dy, dx] of neighbours) {
      const [y, x] = [row + dy, column + dx];
      const next = y * width + x;
      if (y < 0 || x < 0 || y >= height || x >= width) continue;
      if (candidates[next] === 0 || edges[next] === 1) continue;
      edges[next] = 1;
      found.push(next);
    }
  }
  return edges;
}
