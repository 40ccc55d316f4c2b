/**
 * The figures of Ventral as SVG, in one style: plain data in, the text of a file out.
 *
 * @module
 */
export type { Axis, Reference } from './axis.ts';
export { type DotPlot, type DotPlotRow, dotPlot } from './dot-plot.ts';
export {
  type LineChart,
  type LinePanel,
  type LinePoint,
  type LineSeries,
  lineChart,
} from './line-chart.ts';
export { type ScatterPlot, type ScatterPoint, scatterPlot } from './scatter-plot.ts';
export {
  type SearchAxis,
  type SearchCell,
  type SearchChart,
  type SearchMark,
  searchChart,
} from './search-chart.ts';
export {
  type TimeCoursePlot,
  type TimePanel,
  type TimePoint,
  timeCoursePlot,
} from './time-course-plot.ts';
