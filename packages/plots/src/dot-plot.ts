import { type Axis, type Reference, requireNumbers } from './axis.ts';
import { groupColor } from './group-color.ts';
import { columnWidth, muted, renderSvg } from './render-svg.ts';

/** A value with a name. */
export interface DotPlotRow {
  readonly label: string;
  /** Values of one group have one colour; several of one label are drawn below each other. */
  readonly group?: string;
  readonly value: number;
  /** Half the length of its error bar, in the units of `value`. */
  readonly error?: number;
}

/** Named values, to be compared. */
export interface DotPlot {
  readonly value: Axis;
  /** From top to bottom. */
  readonly rows: readonly DotPlotRow[];
  readonly reference?: Reference;
}

/**
 * Draws named values, such as the scores of models: a row for each name, with error bars. There is a
 * legend where there are several groups.
 *
 * @returns an SVG file, as wide as a column of a journal and the names beside it
 * @throws VentralError `OPTION_INVALID` for no values, or NaN or infinity among them
 */
export async function dotPlot({ value, rows, reference }: DotPlot): Promise<string> {
  requireNumbers(
    value.title,
    rows.flatMap((row) => [row.value, row.error ?? 0]),
  );
  const groups = [...new Set(rows.map(({ group = '' }) => group))];
  const labels = [...new Set(rows.map(({ label }) => label))];
  const values = rows.map(({ error = 0, group = '', ...row }) => ({
    ...row,
    group,
    low: row.value - error,
    high: row.value + error,
    hasError: error > 0,
  }));
  const xChannel = (field: string) => ({
    field,
    type: 'quantitative' as const,
    title: value.title,
    axis: {
      ...(value.format === undefined ? {} : { format: value.format }),
      grid: true,
      tickCount: 5,
    },
    scale: {
      zero: false,
      nice: value.domain === undefined,
      ...(value.domain === undefined ? {} : { domain: [...value.domain] }),
    },
  });
  return renderSvg({
    width: columnWidth,
    height: labels.length * Math.max(18, 14 * groups.length),
    layer: [
      ...(reference === undefined
        ? []
        : [
            {
              data: { values: [reference] },
              mark: { type: 'rule' as const, color: muted, strokeDash: [4, 3] },
              encoding: { x: xChannel('value') },
            },
            {
              data: { values: [reference] },
              mark: {
                type: 'text' as const,
                baseline: 'bottom' as const,
                y: -3,
                fontSize: 10,
                color: muted,
              },
              encoding: { x: xChannel('value'), text: { field: 'label' } },
            },
          ]),
      {
        data: { values },
        encoding: {
          y: {
            field: 'label',
            type: 'nominal' as const,
            sort: labels,
            title: null,
            scale: { paddingInner: groups.length > 1 ? 0.35 : 0.1, paddingOuter: 0.15 },
            axis: { ticks: false, domain: false, labelLimit: 0, labelPadding: 8 },
          },
          ...(groups.length > 1
            ? { yOffset: { field: 'group', type: 'nominal' as const, sort: groups } }
            : {}),
          color: groupColor('group', groups),
        },
        layer: [
          {
            transform: [{ filter: 'datum.hasError' }],
            mark: { type: 'rule' as const, strokeWidth: 1.2 },
            encoding: { x: xChannel('low'), x2: { field: 'high' } },
          },
          {
            mark: { type: 'circle' as const, size: 42, opacity: 1 },
            encoding: { x: xChannel('value') },
          },
        ],
      },
    ],
  });
}
