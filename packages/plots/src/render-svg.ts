import { Error as errorsOnly, parse, View } from 'vega';
import { type Config, compile, type TopLevelSpec } from 'vega-lite';
import { measureText } from './text-width.ts';

/** Colours that people with any common colour blindness can tell apart (Okabe & Ito, 2008). */
export const palette: readonly string[] = [
  '#0072B2',
  '#D55E00',
  '#009E73',
  '#CC79A7',
  '#E69F00',
  '#56B4E9',
  '#000000',
];

/** Of what is not data: reference lines and their names. */
export const muted = '#767676';

/** Width of the plotting area in pixels of 1/96 inch: with its axis, a column of a journal (89 mm). */
export const columnWidth = 270;

/** Of the names of groups, in pixels. */
export const legendFontSize = 10;

const ink = '#222222';

const style: Config = {
  background: '#FFFFFF',
  // Metrically alike, so that lines of text are as long everywhere.
  font: 'Helvetica, Arial, "Liberation Sans", sans-serif',
  padding: 8,
  view: { stroke: null },
  axis: {
    labelFontSize: 10,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    labelColor: ink,
    titleColor: ink,
    domainColor: ink,
    tickColor: ink,
    gridColor: '#E6E6E6',
    labelPadding: 3,
    titlePadding: 7,
    tickSize: 4,
  },
  axisX: { grid: false, labelFlush: false },
  legend: {
    labelFontSize: legendFontSize,
    titleFontSize: 10,
    titleFontWeight: 'normal',
    labelColor: ink,
    titleColor: ink,
    labelLimit: 0,
  },
  title: {
    fontSize: 11,
    fontWeight: 'bold',
    color: ink,
    anchor: 'start',
    frame: 'group',
    offset: 8,
  },
  range: { category: [...palette] },
};

/** Draws a figure in the style of all others. The same figure gives the same bytes. */
export async function renderSvg(figure: TopLevelSpec): Promise<string> {
  measureText();
  const { spec } = compile(figure, { config: style });
  const view = new View(parse(spec), { renderer: 'none', logLevel: errorsOnly });
  try {
    return `${withOwnIds(await view.toSVG())}\n`;
  } finally {
    view.finalize();
  }
}

// Vega counts gradients through all figures of a process.
function withOwnIds(svg: string): string {
  const ids = [...new Set(svg.match(/(?<=id=")gradient_\d+(?=")/g))];
  return ids.reduce(
    (text, id, index) =>
      text.replaceAll(`${id}"`, `gradient-${index}"`).replaceAll(`#${id})`, `#gradient-${index})`),
    svg,
  );
}
