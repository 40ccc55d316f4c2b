import { type Axis, requireNumbers } from './axis.ts';
import { columnWidth, muted, palette, renderSvg } from './render-svg.ts';

/** A score in one window of time, all numbers in the units of the score. */
export interface TimePoint {
  /** The ends of the window. */
  readonly window: readonly [start: number, end: number];
  /** Absent where there is no score, which breaks the line. */
  readonly value?: number;
  /** 95 %: lowest, highest. */
  readonly interval?: readonly [low: number, high: number];
  /** The highest that could be reached. */
  readonly ceiling?: number;
  readonly ceilingInterval?: readonly [low: number, high: number];
}

/** Scores of one thing over time. */
export interface TimePanel {
  /** What stands above it. */
  readonly title?: string;
  /** In the order of time. */
  readonly points: readonly TimePoint[];
}

/** Scores over time against what could be reached. */
export interface TimeCoursePlot {
  /** Shared by all panels. */
  readonly time: Axis;
  readonly score: Axis;
  /** Each below the one before it. */
  readonly panels: readonly TimePanel[];
}

/**
 * Draws scores over time: a line through the middles of the windows in a band of their intervals, the
 * ceiling dashed in a grey band of its own, and a line at 0. Nothing is drawn across windows that have no number.
 *
 * @returns an SVG file, as wide as a column of a journal
 * @throws VentralError `OPTION_INVALID` for no points, or NaN or infinity among them
 */
export async function timeCoursePlot({ time, score, panels }: TimeCoursePlot): Promise<string> {
  for (const { points } of panels) {
    requireNumbers(
      score.title,
      points.flatMap(({ value, interval = [], ceiling = 0, ceilingInterval = [] }) => [
        ...(value === undefined ? [] : [value, ceiling, ...interval, ...ceilingInterval]),
      ]),
    );
    requireNumbers(
      time.title,
      points.flatMap(({ window }) => window),
    );
  }
  if (panels.length === 0) requireNumbers(score.title, []);
  return renderSvg({
    vconcat: panels.map((panel, index) =>
      drawPanel(panel, time, score, index === panels.length - 1),
    ),
    spacing: 18,
    resolve: { scale: { x: 'shared', y: 'shared' } },
  });
}

interface Drawn {
  readonly time: number;
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly ceiling?: number;
  readonly ceilingLow?: number;
  readonly ceilingHigh?: number;
}

/** The points that have a number, each with the run of neighbours that it belongs to. */
function inRuns(points: readonly Drawn[], field: keyof Drawn) {
  let run = 0;
  return points.flatMap((point) => {
    if (point[field] !== undefined) return [{ ...point, run }];
    run += 1;
    return [];
  });
}

function drawPanel({ title, points }: TimePanel, time: Axis, score: Axis, isLast: boolean) {
  const values = points.map(
    ({ window: [start, end], value, interval, ...point }): Drawn => ({
      time: (start + end) / 2,
      ...(value !== undefined && { value }),
      ...(interval && { low: interval[0], high: interval[1] }),
      ...(point.ceiling !== undefined && { ceiling: point.ceiling }),
      ...(point.ceilingInterval && {
        ceilingLow: point.ceilingInterval[0],
        ceilingHigh: point.ceilingInterval[1],
      }),
    }),
  );
  const x = {
    field: 'time',
    type: 'quantitative' as const,
    title: isLast ? time.title : null,
    axis: { labels: isLast, tickCount: 6, ...(time.format && { format: time.format }) },
    scale: {
      nice: false,
      zero: false,
      padding: 8,
      ...(time.domain && { domain: [...time.domain] }),
    },
  };
  const y = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: score.title,
    axis: { tickCount: 5, ...(score.format && { format: score.format }) },
    scale: { nice: true, zero: true, ...(score.domain && { domain: [...score.domain] }) },
  });
  const line = (field: keyof Drawn, color: string, strokeDash: number[]) => ({
    data: { values: inRuns(values, field) },
    mark: { type: 'line' as const, strokeWidth: 1.5, color, strokeDash },
    encoding: { x, y: y(field), detail: run },
  });
  const band = (low: keyof Drawn, high: keyof Drawn, color: string) => ({
    data: { values: inRuns(values, low) },
    mark: { type: 'area' as const, color, opacity: 0.2, line: false },
    encoding: { x, y: y(low), y2: { field: high }, detail: run },
  });
  const run = { field: 'run', type: 'nominal' as const };
  const ink = palette[0] as string;
  const ceilings = values.filter((point) => 'ceiling' in point);
  return {
    ...(title === undefined ? {} : { title }),
    width: columnWidth,
    height: 140,
    layer: [
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: 'rule' as const, color: muted, strokeWidth: 0.8 },
        encoding: { y: y('zero') },
      },
      band('ceilingLow', 'ceilingHigh', muted),
      line('ceiling', muted, [4, 3]),
      band('low', 'high', ink),
      line('value', ink, []),
      {
        data: { values: inRuns(values, 'value') },
        mark: { type: 'circle' as const, size: 26, opacity: 1, color: ink },
        encoding: { x, y: y('value') },
      },
      {
        data: { values: ceilings.slice(-1).map((point) => ({ ...point, label: 'ceiling' })) },
        mark: {
          type: 'text' as const,
          align: 'right' as const,
          baseline: 'bottom' as const,
          dy: -4,
          fontSize: 10,
          color: muted,
        },
        encoding: { x, y: y('ceiling'), text: { field: 'label' } },
      },
    ],
  };
}
