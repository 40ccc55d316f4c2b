import { columnWidth, legendFontSize, palette } from './render-svg.ts';
import { textWidth } from './text-width.ts';

/** A colour channel, as Vega-Lite takes it. */
interface ColorChannel {
  readonly field: string;
  readonly type: 'nominal';
  readonly scale: { readonly domain: string[]; readonly range: string[] };
  readonly legend: {
    readonly title: null;
    readonly orient: 'top';
    readonly symbolType: 'circle';
    readonly symbolStrokeWidth: 0;
    readonly columns?: number;
  } | null;
}

/**
 * The colour of groups in a figure: one of the palette each, in their order, named in a legend above
 * the figure, in several rows where one would be wider than the figure.
 *
 * @param field of the data that holds a value's group
 * @param withLegend where there is more than one group
 * @default withLegend true
 */
export function groupColor(
  field: string,
  groups: readonly string[],
  withLegend: boolean = true,
): ColorChannel {
  return {
    field,
    type: 'nominal',
    scale: { domain: [...groups], range: [...palette] },
    legend:
      groups.length > 1 && withLegend
        ? {
            ...{ title: null, orient: 'top', symbolType: 'circle', symbolStrokeWidth: 0 },
            ...columnsFor(groups),
          }
        : null,
  };
}

// Pixels that a name's circle, and the space around both, take.
const besideName = 26;

function columnsFor(groups: readonly string[]): { readonly columns?: number } {
  const widths = groups.map((group) => besideName + textWidth(group, legendFontSize));
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= columnWidth) return {};
  return { columns: Math.max(1, Math.floor(columnWidth / Math.max(...widths))) };
}
