import { scaleLinear, scaleLog } from 'd3-scale';
import type { Correlation } from '../../src/correlate.ts';
import { intervalText, missing, scoreText } from '../words.ts';
import { Scroller } from './scroller.tsx';

/** A model in a scatter plot. */
export interface ScatterPoint {
  readonly label: string;
  readonly href: string;
  readonly x: number;
  readonly y: number;
  readonly xRange?: readonly [low: number, high: number] | undefined;
  readonly yRange?: readonly [low: number, high: number] | undefined;
  /** Of another group, drawn hollow. */
  readonly isOther?: boolean;
}

/** A scatter plot and its axes. */
export interface ScatterProps {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly isLog?: boolean;
  readonly points: readonly ScatterPoint[];
}

const [width, height] = [640, 420];
const edge = { left: 62, right: 16, top: 14, bottom: 48 };
// Of more points, not each is a stop of the Tab key; the table below has them all.
const mostStops = 60;
const labelWidth = 6.2;
const labelHeight = 12;

/** Two numbers of each model, with the intervals of both; below it, the same as a table. */
export function Scatter({ title, x, y, isLog = false, points }: ScatterProps) {
  if (points.length === 0) {
    return <p class="empty">No model has both: nothing to draw.</p>;
  }
  const xs = points.flatMap((point) => [point.x, ...(point.xRange ?? [])]);
  const ys = points.flatMap((point) => [point.y, ...(point.yRange ?? [])]);
  const xDomain = padded(xs, isLog);
  const xScale = (isLog ? scaleLog() : scaleLinear())
    .domain(xDomain)
    .range([edge.left, width - edge.right]);
  const yScale = scaleLinear()
    .domain(padded(ys, false))
    .range([height - edge.bottom, edge.top]);
  const xTicks = isLog ? logTicks(xDomain) : xScale.ticks(6);
  return (
    <figure class="plot">
      <svg viewBox={`0 0 ${width} ${height}`}>
        <title>{title}</title>
        {yScale.ticks(5).map((tick) => (
          <g key={tick} class="tick">
            <line x1={edge.left} x2={width - edge.right} y1={yScale(tick)} y2={yScale(tick)} />
            <text x={edge.left - 8} y={yScale(tick)} dy=".32em" text-anchor="end">
              {tickText(tick)}
            </text>
          </g>
        ))}
        {xTicks.map((tick) => (
          <text
            key={tick}
            class="tick"
            x={xScale(tick)}
            y={height - edge.bottom + 18}
            text-anchor="middle"
          >
            {tickText(tick)}
          </text>
        ))}
        <line
          class="axis"
          x1={edge.left}
          x2={width - edge.right}
          y1={height - edge.bottom}
          y2={height - edge.bottom}
        />
        <text
          class="title"
          x={(edge.left + width - edge.right) / 2}
          y={height - 8}
          text-anchor="middle"
        >
          {x}
        </text>
        <text
          class="title"
          transform={`translate(14 ${(edge.top + height - edge.bottom) / 2}) rotate(-90)`}
          text-anchor="middle"
        >
          {y}
        </text>
        {points.map((point) => (
          <g key={point.label} class={point.isOther ? 'point other' : 'point'}>
            {point.xRange && (
              <line
                x1={xScale(point.xRange[0])}
                x2={xScale(point.xRange[1])}
                y1={yScale(point.y)}
                y2={yScale(point.y)}
              />
            )}
            {point.yRange && (
              <line
                x1={xScale(point.x)}
                x2={xScale(point.x)}
                y1={yScale(point.yRange[0])}
                y2={yScale(point.yRange[1])}
              />
            )}
            <a
              href={point.href}
              tabIndex={points.length > mostStops ? -1 : 0}
              aria-label={`${point.label}: ${numberText(point.x)}, ${numberText(point.y)}`}
            >
              <circle cx={xScale(point.x)} cy={yScale(point.y)} r={points.length > 200 ? 3 : 4.5}>
                <title>{`${point.label}: ${numberText(point.x)}, ${numberText(point.y)}`}</title>
              </circle>
            </a>
          </g>
        ))}
        {freeLabels(points.map((point) => [point.label, xScale(point.x), yScale(point.y)])).map(
          ([label, left, top]) => (
            <text key={label} class="label" x={left} y={top}>
              {label}
            </text>
          ),
        )}
      </svg>
      <details>
        <summary>The same as a table</summary>
        <Scroller isSmall label="The same as a table">
          <table>
            <thead>
              <tr>
                <th scope="col">Model</th>
                <th scope="col">{x}</th>
                <th scope="col">{y}</th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.label}>
                  <th scope="row">
                    <a href={point.href}>{point.label}</a>
                  </th>
                  <td>{numberText(point.x)}</td>
                  <td>{numberText(point.y)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      </details>
    </figure>
  );
}

/** Where names stand beside their points; none for those that would lie on another one or on a point. */
function freeLabels(
  points: readonly (readonly [label: string, x: number, y: number])[],
): readonly (readonly [label: string, left: number, top: number])[] {
  const placed: (readonly [label: string, left: number, top: number])[] = [];
  const isFree = (label: string, left: number, top: number) =>
    points.every(
      ([, x, y]) =>
        y < top - labelHeight ||
        y > top + 5 ||
        x < left - 5 ||
        x > left + label.length * labelWidth + 5,
    ) &&
    placed.every(
      ([other, otherLeft, otherTop]) =>
        Math.abs(top - otherTop) >= labelHeight ||
        left + label.length * labelWidth < otherLeft ||
        otherLeft + other.length * labelWidth < left,
    );
  for (const [label, x, y] of points.slice(0, 200)) {
    const length = label.length * labelWidth;
    const sides = [x + 8, x - 8 - length].filter((left) => left >= 0 && left + length <= width);
    const corners = sides.flatMap((left) => [
      [label, left, y - 7] as const,
      [label, left, y + 15] as const,
    ]);
    const found = corners.find((corner) => isFree(...corner));
    if (found !== undefined) placed.push(found);
  }
  return placed;
}

/** How two lists go together, in words: `r = .677, 95 % −.14 to .95, n = 7`. */
export function correlationText({ r, interval, n }: Correlation): string {
  if (Number.isNaN(r)) return `n = ${n}: too few to correlate, or one of the two does not vary`;
  const range = interval === undefined ? missing : intervalText(...interval);
  return `r = ${scoreText(r)}, 95 % ${range}, n = ${n}`;
}

function padded(values: readonly number[], isLog: boolean): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (isLog) return [least / 1.4, most * 1.4];
  const room = (most - least) * 0.06 || Math.abs(least) / 10 || 1;
  return [least - room, most + room];
}

function logTicks([from, to]: readonly [number, number]): readonly number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); 10 ** power <= to; power += 1) {
    for (const step of [1, 2, 5]) {
      const tick = step * 10 ** power;
      if (tick >= from && tick <= to) ticks.push(tick);
    }
  }
  return ticks.length > 9 ? ticks.filter((tick) => /^1/.test(`${tick}`)) : ticks;
}

function tickText(value: number): string {
  if (Math.abs(value) >= 1e6) return `${value / 1e6} M`;
  if (Math.abs(value) >= 1e4) return `${value / 1e3} k`;
  return `${Number(value.toPrecision(6))}`.replace(/^(-?)0\./, '$1.').replace('-', '−');
}

function numberText(value: number): string {
  return Math.abs(value) >= 10 ? tickText(Number(value.toPrecision(4))) : scoreText(value);
}
