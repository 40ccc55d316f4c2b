import * as v from 'valibot';

const share = v.pipe(v.number(), v.gtValue(0), v.maxValue(1));

/** What both metrics are asked about the places that people looked at. */
export const mapOptions = {
  sigma: v.optional(
    v.pipe(
      share,
      v.description(
        'Standard deviation of the Gaussian that every place is blurred by, as a share of the width of the map.',
      ),
    ),
    24 / 800,
  ),
  aspect: v.optional(
    v.pipe(
      v.number(),
      v.gtValue(0),
      v.maxValue(100),
      v.description(
        'Width of what a map shows over its height, of an image that may be stretched.',
      ),
    ),
    800 / 600,
  ),
};

/** The cells of a map, and the standard deviations of a Gaussian in them. */
export interface MapGrid {
  readonly columns: number;
  readonly rows: number;
  readonly sigmaX: number;
  readonly sigmaY: number;
}

/** The grid of maps of so many cells. */
export function mapGrid(
  size: { readonly columns: number; readonly rows: number },
  { sigma, aspect }: { readonly sigma: number; readonly aspect: number },
): MapGrid {
  return { ...size, sigmaX: sigma * size.columns, sigmaY: sigma * aspect * size.rows };
}
