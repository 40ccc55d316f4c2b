import { requireNumbers } from './axis.ts';
import { palette, renderSvg } from './render-svg.ts';

/** A dimension of a grid: its values are steps, in the order in which they first appear. */
export interface SearchAxis {
  readonly title: string;
}

/** One configuration that was tried. */
export interface SearchCell {
  readonly x: string | number;
  readonly y: string | number;
  readonly facet?: string | number;
  /** `null` where it came to nothing, such as a training that diverged. */
  readonly value: number | null;
}

/** A configuration to point out, such as the winner. */
export interface SearchMark extends Omit<SearchCell, 'value'> {
  readonly label: string;
}

/** A search over a grid of two dimensions, or of three. */
export interface SearchChart {
  readonly x: SearchAxis;
  readonly y: SearchAxis;
  /** The third dimension: one grid for each of its values, side by side. */
  readonly facet?: SearchAxis;
  /** What was measured, with its unit; and the digits behind the point. */
  readonly value: { readonly title: string; readonly digits?: number };
  readonly cells: readonly SearchCell[];
  /** Each label has a symbol of its own; at most four labels. */
  readonly marks?: readonly SearchMark[];
}

const cell = { width: 46, height: 30 };
const marked = palette[1] as string;
const shapes = ['diamond', 'circle', 'triangle-up', 'square'];

/**
 * Draws a search over a grid: a cell for each configuration, with its value, and symbols for those
 * to point out.
 *
 * @returns an SVG file
 * @throws VentralError `OPTION_INVALID` where no cell has a value, or one is NaN or infinite
 */
export async function searchChart(chart: SearchChart): Promise<string> {
  const { facet, value, cells } = chart;
  const numbers = cells.flatMap((one) => (one.value === null ? [] : [one.value]));
  requireNumbers(value.title, numbers);
  const range: Range = [Math.min(...numbers), Math.max(...numbers)];
  const grids = facet === undefined ? [undefined] : stepsOf(cells, 'facet');
  return renderSvg({
    hconcat: grids.map((step, index) => ({
      ...(step === undefined ? {} : { title: `${facet?.title} ${step}` }),
      ...drawGrid(chart, step, range, index === 0),
    })),
    spacing: 14,
  });
}

type Range = readonly [least: number, most: number];

function drawGrid(
  { x, y, value, cells, marks = [] }: SearchChart,
  step: string | undefined,
  [least, most]: Range,
  isFirst: boolean,
) {
  const isHere = ({ facet }: { facet?: string | number }) =>
    step === undefined || `${facet}` === step;
  const [columns, rows] = [stepsOf(cells, 'x'), stepsOf(cells, 'y')];
  const labels = [...new Set(marks.map(({ label }) => label))];
  const isDark = (one: number | null) => one !== null && one < (least + most) / 2;
  const digits = value.digits ?? 3;
  const at = ({ x: column, y: row }: Pick<SearchCell, 'x' | 'y'>) => ({
    x: `${column}`,
    y: `${row}`,
  });
  const written = cells.filter(isHere).map((one) => ({
    ...at(one),
    value: one.value,
    text: one.value === null ? '–' : one.value.toFixed(digits),
  }));
  return {
    width: cell.width * columns.length,
    height: cell.height * rows.length,
    encoding: {
      x: {
        field: 'x',
        type: 'ordinal' as const,
        scale: { domain: columns, padding: 0 },
        title: x.title,
        axis: { labelAngle: 0, domain: false, ticks: false },
      },
      y: {
        field: 'y',
        type: 'ordinal' as const,
        scale: { domain: rows, padding: 0 },
        title: isFirst ? y.title : null,
        axis: { domain: false, ticks: false, grid: false, labels: isFirst },
      },
    },
    layer: [
      {
        data: { values: written.filter((one) => one.value === null) },
        mark: { type: 'rect' as const, color: '#EEEEEE' },
      },
      {
        data: { values: written.filter((one) => one.value !== null) },
        mark: { type: 'rect' as const, stroke: '#FFFFFF', strokeWidth: 1 },
        encoding: {
          color: {
            field: 'value',
            type: 'quantitative' as const,
            title: value.title,
            scale: { scheme: 'cividis' as const, domain: [least, most], zero: false, nice: false },
            legend: {
              format: `.${digits}f`,
              gradientThickness: 10,
              gradientLength: 90,
              tickCount: 4,
            },
          },
        },
      },
      // White on the dark half of the colours, black on the light one.
      ...[true, false].map((dark) => ({
        data: { values: written.filter((one) => isDark(one.value) === dark) },
        mark: {
          type: 'text' as const,
          fontSize: 10,
          dy: labels.length > 0 ? -6 : 0,
          color: dark ? '#FFFFFF' : '#000000',
        },
        encoding: { text: { field: 'text' } },
      })),
      ...labels.map((label, index) => ({
        data: {
          values: marks
            .filter((mark) => isHere(mark) && mark.label === label)
            .map((mark) => ({ ...at(mark), label })),
        },
        mark: {
          type: 'point' as const,
          size: 36,
          filled: true,
          opacity: 1,
          color: marked,
          stroke: '#FFFFFF',
          strokeWidth: 0.7,
          // Each label has its place, so that several on one cell stand side by side.
          xOffset: (index - (labels.length - 1) / 2) * 12,
          yOffset: 8,
        },
        encoding: {
          shape: {
            field: 'label',
            type: 'nominal' as const,
            scale: { domain: labels, range: shapes },
            legend: { title: null, symbolFillColor: marked, symbolStrokeColor: marked },
          },
        },
      })),
    ],
  };
}

function stepsOf(cells: readonly SearchCell[], key: 'x' | 'y' | 'facet'): string[] {
  return [...new Set(cells.map((one) => `${one[key]}`))];
}
