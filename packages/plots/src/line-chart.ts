import { type Axis, type Reference, requireNumbers } from './axis.ts';
import { groupColor } from './group-color.ts';
import { columnWidth, muted, renderSvg } from './render-svg.ts';

/** A measured value. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** Half the length of its error bar, in the units of `y`. */
  readonly error?: number;
}

/** Points that belong together, joined by a line. */
export interface LineSeries {
  /** Has the same colour in every panel. */
  readonly name: string;
  readonly points: readonly LinePoint[];
}

/** Series on one vertical axis. */
export interface LinePanel {
  /** What stands above it. */
  readonly title?: string;
  /** Where it differs from that of the other panels. */
  readonly x?: Axis;
  readonly y: Axis;
  readonly series: readonly LineSeries[];
  readonly reference?: Reference;
}

/** Values that depend on a number. */
export interface LineChart {
  /** Shared by all panels that have none of their own. */
  readonly x: Axis;
  /** Each below the one before it, with an axis of its own. */
  readonly panels: readonly LinePanel[];
}

// So many measured values are each named on the axis.
const mostTicks = 8;

/**
 * Draws series against a number, with error bars: one panel for each quantity, one below the other.
 * There is a legend where there are several series.
 *
 * @returns an SVG file, as wide as a column of a journal
 * @throws VentralError `OPTION_INVALID` for no values, or NaN or infinity among them
 */
export async function lineChart({ x, panels }: LineChart): Promise<string> {
  for (const { y, series, reference } of panels) {
    const points = series.flatMap((one) => one.points);
    requireNumbers(
      y.title,
      points.flatMap((point) => [point.y, point.error ?? 0]),
    );
    if (reference !== undefined) requireNumbers(reference.label, [reference.value]);
  }
  requireNumbers(x.title, ticksOf(panels));
  // The panels that share an axis are aligned, and the axis is named below the last of them.
  const sharing = panels.filter((panel) => panel.x === undefined);
  const sharedTicks = ticksOf(sharing);
  for (const panel of panels) requireNumbers((panel.x ?? x).title, ticksOf([panel]));
  const names = [...new Set(panels.flatMap(({ series }) => series.map(({ name }) => name)))];
  return renderSvg({
    vconcat: panels.map((panel, index) =>
      drawPanel(panel, panel.x ?? x, panel.x ? ticksOf([panel]) : sharedTicks, names, {
        isFirst: index === 0,
        hasX: panel.x !== undefined || panel === sharing.at(-1),
      }),
    ),
    spacing: 18,
    // Colours are those of the names in each panel; named once, above them all.
    resolve: {
      scale: {
        x: sharing.length === panels.length ? 'shared' : 'independent',
        color: 'independent',
      },
    },
  });
}

function drawPanel(
  { title, y, series, reference }: LinePanel,
  x: Axis,
  ticks: readonly number[],
  names: readonly string[],
  { isFirst, hasX }: { readonly isFirst: boolean; readonly hasX: boolean },
) {
  const values = series.flatMap(({ name, points }) =>
    points.map(({ error = 0, ...point }) => ({
      ...point,
      name,
      low: point.y - error,
      high: point.y + error,
      hasError: error > 0,
    })),
  );
  const heights = [
    ...values.flatMap(({ low, high }) => [low, high]),
    ...(reference ? [reference.value] : []),
  ];
  const xChannel = {
    field: 'x',
    type: 'quantitative' as const,
    title: hasX ? x.title : null,
    axis: {
      ...formatOf(x),
      labels: hasX,
      ...(ticks.length > mostTicks ? {} : { values: [...ticks] }),
    },
    scale: { ...scaleOf(x), ...extentOf(x, ticks, 8) },
  };
  const yChannel = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: y.title,
    axis: { ...formatOf(y), tickCount: 5 },
    scale: { ...scaleOf(y), ...extentOf(y, heights, 6) },
  });
  const color = groupColor('name', names, isFirst);
  return {
    ...(title === undefined ? {} : { title }),
    width: columnWidth,
    height: 140,
    layer: [
      ...(reference === undefined ? [] : drawReference(reference, yChannel('value'))),
      {
        data: { values },
        encoding: { x: xChannel, color },
        layer: [
          { mark: { type: 'line' as const, strokeWidth: 1.5 }, encoding: { y: yChannel('y') } },
          {
            transform: [{ filter: 'datum.hasError' }],
            mark: { type: 'rule' as const, strokeWidth: 1.2 },
            encoding: { y: yChannel('low'), y2: { field: 'high' } },
          },
          {
            mark: { type: 'circle' as const, size: 26, opacity: 1 },
            encoding: { y: yChannel('y') },
          },
        ],
      },
    ],
  };
}

function drawReference({ value, label }: Reference, y: { readonly field: string }) {
  const data = { values: [{ value, label }] };
  return [
    {
      data,
      mark: { type: 'rule' as const, color: muted, strokeDash: [4, 3] },
      encoding: { y: { ...y, type: 'quantitative' as const } },
    },
    {
      data,
      mark: {
        type: 'text' as const,
        align: 'right' as const,
        baseline: 'bottom' as const,
        x: columnWidth,
        dy: -3,
        fontSize: 10,
        color: muted,
      },
      encoding: { y: { ...y, type: 'quantitative' as const }, text: { field: 'label' } },
    },
  ];
}

function ticksOf(panels: readonly LinePanel[]): readonly number[] {
  const series = panels.flatMap((panel) => panel.series);
  return [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))];
}

function scaleOf({ scale }: Axis) {
  const steps = { nice: false } as const;
  return scale === 'log' ? { ...steps, type: 'log' as const } : { ...steps, zero: false };
}

function formatOf({ format }: Axis) {
  return format === undefined ? {} : { format };
}

/** The ends of an axis, with room for the first and the last point. */
function extentOf({ domain }: Axis, values: readonly number[], padding: number) {
  if (domain !== undefined) return { domain: [...domain] };
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least < most) return { padding };
  const room = Math.abs(least) / 10 || 1;
  return { domain: [least - room, most + room] };
}
