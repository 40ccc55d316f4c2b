import { type Axis, requireNumbers } from './axis.ts';
import { groupColor } from './group-color.ts';
import { columnWidth, muted, renderSvg } from './render-svg.ts';

/** Two values of one thing. */
export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** Points of one group have one colour. */
  readonly group?: string;
}

/** Points of two values each. */
export interface ScatterPlot {
  readonly x: Axis;
  readonly y: Axis;
  readonly points: readonly ScatterPoint[];
  /**
   * Whether both axes go as far, with a line where the values are equal.
   * @default false
   */
  readonly hasDiagonal?: boolean;
}

/**
 * Draws one value against another, a point each. There is a legend where there are several groups.
 *
 * @returns an SVG file, as wide as a column of a journal
 * @throws VentralError `OPTION_INVALID` for no points, or NaN or infinity among them
 */
export async function scatterPlot({ x, y, points, hasDiagonal }: ScatterPlot): Promise<string> {
  requireNumbers(
    x.title,
    points.map((point) => point.x),
  );
  requireNumbers(
    y.title,
    points.map((point) => point.y),
  );
  const groups = [...new Set(points.map(({ group = '' }) => group))];
  const values = points.map(({ group = '', ...point }) => ({ ...point, group }));
  const all = points.flatMap((point) => [point.x, point.y]);
  const ends = [Math.min(...all), Math.max(...all)];
  const channel = (field: string, { title, format, domain, scale }: Axis) => ({
    field,
    type: 'quantitative' as const,
    title,
    axis: { ...(format === undefined ? {} : { format }), tickCount: 5 },
    scale: {
      zero: false,
      nice: domain === undefined,
      ...(scale === 'log' ? { type: 'log' as const } : {}),
      ...(domain === undefined ? {} : { domain: [...domain] }),
    },
  });
  return renderSvg({
    width: columnWidth,
    height: columnWidth,
    layer: [
      ...(hasDiagonal
        ? [
            {
              data: { values: ends.map((end) => ({ x: end, y: end })) },
              mark: { type: 'line' as const, color: muted, strokeDash: [4, 3] },
              encoding: { x: channel('x', x), y: channel('y', y) },
            },
          ]
        : []),
      {
        data: { values },
        mark: { type: 'circle' as const, size: 26, opacity: 0.8 },
        encoding: { x: channel('x', x), y: channel('y', y), color: groupColor('group', groups) },
      },
    ],
  });
}
