/** An S1 filter: its width in pixels, and in pixels too the window's deviation and the wavelength. */
export interface FilterSize {
  readonly size: number;
  readonly deviation: number;
  readonly wavelength: number;
}

/** Two sizes of S1 filters, and the squares over which C1 cells take the maximum. */
export interface ScaleBand {
  readonly sizes: readonly [FilterSize, FilterSize];
  /** Width of a C1 cell's square, in pixels. */
  readonly grid: number;
  /** From one square to the next: half of each overlaps the next. */
  readonly step: number;
}

/**
 * The eight bands of S1 and C1 cells.
 *
 * Reference: Serre et al. (2007), table 1. https://doi.org/10.1109/TPAMI.2007.56
 */
export const scaleBands: readonly ScaleBand[] = [
  band(8, [7, 2.8, 3.5], [9, 3.6, 4.6]),
  band(10, [11, 4.5, 5.6], [13, 5.4, 6.8]),
  band(12, [15, 6.3, 7.9], [17, 7.3, 9.1]),
  band(14, [19, 8.2, 10.3], [21, 9.2, 11.5]),
  band(16, [23, 10.2, 12.7], [25, 11.3, 14.1]),
  band(18, [27, 12.3, 15.4], [29, 13.4, 16.8]),
  band(20, [31, 14.6, 18.2], [33, 15.8, 19.7]),
  band(22, [35, 17, 21.2], [37, 18.2, 22.8]),
];

type Row = readonly [size: number, deviation: number, wavelength: number];

function band(grid: number, ...rows: readonly [Row, Row]): ScaleBand {
  const filterSize = ([size, deviation, wavelength]: Row) => ({ size, deviation, wavelength });
  return { grid, step: grid / 2, sizes: [filterSize(rows[0]), filterSize(rows[1])] };
}
