import type { MapGrid } from './map-options.ts';
import type { Place } from './places.ts';

// As the authors of OSIE cut off their Gaussian.
const widths = 3.5;

/**
 * How often people looked near each cell of a map: every place is a Gaussian of volume 1, cut off at 3.5 standard
 * deviations. Places beside the map count where they reach into it.
 *
 * @returns row by row, `rows x columns`
 */
export function lookMap(places: readonly Place[], grid: MapGrid): Float64Array {
  const { columns, rows, sigmaX, sigmaY } = grid;
  const [across, down] = [gaussian(sigmaX), gaussian(sigmaY)];
  const [padX, padY] = [(across.length - 1) / 2, (down.length - 1) / 2];
  const width = columns + 2 * padX;
  const height = rows + 2 * padY;
  const counts = new Float64Array(width * height);
  for (const { x, y } of places) {
    const column = Math.floor(x * columns) + padX;
    const row = Math.floor(y * rows) + padY;
    if (column < 0 || column >= width || row < 0 || row >= height) continue;
    counts[row * width + column]! += 1;
  }
  return blur(counts, { columns, rows, width, height }, across, down);
}

/**
 * A map blurred by the Gaussian of a grid, times `factor`; beyond its edges, its outermost cells go on.
 *
 * @param factor of the standard deviations
 */
export function smoothMap(map: ArrayLike<number>, grid: MapGrid, factor: number): Float64Array {
  const { columns, rows, sigmaX, sigmaY } = grid;
  const [across, down] = [gaussian(factor * sigmaX), gaussian(factor * sigmaY)];
  const [padX, padY] = [(across.length - 1) / 2, (down.length - 1) / 2];
  const width = columns + 2 * padX;
  const height = rows + 2 * padY;
  const padded = new Float64Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = columns * Math.min(Math.max(row - padY, 0), rows - 1);
    for (let column = 0; column < width; column++) {
      const nearest = Math.min(Math.max(column - padX, 0), columns - 1);
      padded[row * width + column] = map[from + nearest] as number;
    }
  }
  return blur(padded, { columns, rows, width, height }, across, down);
}

/** A Gaussian in the middle of a map, a quarter of it wide and high: where people look whatever there is. */
export function centreMap({ columns, rows }: MapGrid): Float64Array {
  const map = Float64Array.from({ length: rows * columns }, (_, cell) => {
    const x = (((cell % columns) + 0.5) / columns - 0.5) / 0.25;
    const y = ((Math.floor(cell / columns) + 0.5) / rows - 0.5) / 0.25;
    return Math.exp(-(x ** 2 + y ** 2) / 2);
  });
  return withoutRounding(map);
}

interface Sizes {
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
}

/** Blurs values that are padded by half of a kernel on each side, first across, then down. */
function blur(
  values: Float64Array,
  { columns, rows, width, height }: Sizes,
  across: Float64Array,
  down: Float64Array,
): Float64Array {
  const wide = new Float64Array(height * columns);
  for (let row = 0; row < height; row++) {
    for (let step = 0; step < width; step++) {
      const value = values[row * width + step]!;
      if (value === 0) continue;
      // The cells that this one reaches.
      const first = Math.max(0, step - across.length + 1);
      const last = Math.min(columns - 1, step);
      for (let column = first; column <= last; column++) {
        wide[row * columns + column]! += value * across[step - column]!;
      }
    }
  }
  const map = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let step = 0; step < down.length; step++) {
      const weight = down[step]!;
      const from = (row + step) * columns;
      for (let column = 0; column < columns; column++) {
        map[row * columns + column]! += weight * wide[from + column]!;
      }
    }
  }
  return withoutRounding(map);
}

/**
 * The nearest float32 of each value: cells that are equal but for the order of summing then share a rank.
 */
export function withoutRounding(map: Float64Array): Float64Array {
  return map.map(Math.fround);
}

/** An odd number of weights that are 1 together. */
function gaussian(sigma: number): Float64Array {
  const radius = Math.max(0, Math.floor(widths * sigma));
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, index) =>
    sigma === 0 ? 1 : Math.exp(-((index - radius) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
