import { scaleLinear } from 'd3-scale';
import type { ModelCourse } from '../../src/site-data.ts';
import { unbrokenRuns } from '../unbroken-runs.ts';
import { intervalText, missing, scoreText } from '../words.ts';
import { ScoreTicks } from './score-ticks.tsx';

const [width, height] = [640, 260];
const edge = { left: 48, right: 20, top: 12, bottom: 44 };

const aspects: Readonly<Record<string, string>> = {
  responses: 'responses in each time bin',
  changes: 'how responses change over time',
  shuffled: 'a control: changes with shuffled time',
};

/** A score over time, in a band of its 95 % intervals, with the highest that could be reached. */
export function TimeChart({
  course,
  region,
}: {
  readonly course: ModelCourse;
  readonly region: string;
}) {
  const { benchmark, aspect, start, end, value, low, high, ceiling } = course;
  const middles = start.map((from, bin) => (from + (end[bin] ?? from)) / 2);
  const all = [value, low, high, ceiling].flat().filter((one) => one !== null);
  const x = scaleLinear()
    .domain([start[0] ?? 0, end.at(-1) ?? 1])
    .range([edge.left, width - edge.right]);
  const y = scaleLinear()
    .domain([Math.min(0, ...all), Math.max(...all)])
    .nice(4)
    .range([height - edge.bottom, edge.top]);
  const dashes = ceiling.some((one) => one !== null) ? '; dashed, what could be reached' : '';
  const along = (values: ModelCourse['value'], bins: readonly number[]) =>
    bins.map((bin) => `${x(middles[bin] ?? 0)},${y(values[bin] ?? 0)}`).join(' ');
  const lines = (values: ModelCourse['value'], name?: string) =>
    unbrokenRuns(values).map((bins) => (
      <polyline key={bins[0]} class={name} points={along(values, bins)} />
    ));
  return (
    <figure class="plot">
      <figcaption>{`${benchmark}: ${aspects[aspect] ?? aspect}${dashes}`}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`}>
        <title>{`Score over time on ${benchmark}`}</title>
        <ScoreTicks y={y} left={edge.left} right={width - edge.right} />
        {x.ticks(6).map((tick) => (
          <g key={tick} class="tick">
            <text x={x(tick)} y={height - 26} text-anchor="middle">
              {tick}
            </text>
          </g>
        ))}
        <g class="tick">
          <text x={(edge.left + width - edge.right) / 2} y={height - 8} text-anchor="middle">
            milliseconds after the onset
          </text>
        </g>
        <g class="series course" data-region={region}>
          {unbrokenRuns(low).map((bins) => (
            <polygon
              key={bins[0]}
              points={`${along(low, bins)} ${along(high, bins.toReversed())}`}
            />
          ))}
          {lines(ceiling, 'reachable')}
          {lines(value)}
          {value.map((one, bin) =>
            one === null ? null : (
              <circle key={start[bin]} cx={x(middles[bin] ?? 0)} cy={y(one)} r={3.5}>
                <title>{`${start[bin]} to ${end[bin]} ms: ${scoreText(one)}`}</title>
              </circle>
            ),
          )}
        </g>
      </svg>
      <details>
        <summary>{benchmark}, bin by bin</summary>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">ms</th>
              <th scope="col">Score</th>
              <th scope="col">95 %</th>
              <th scope="col">Could be reached</th>
            </tr>
          </thead>
          <tbody>
            {start.map((from, bin) => (
              <tr key={from}>
                <th scope="row">{`${from} to ${end[bin]}`}</th>
                <td class="number">{scoreText(value[bin] ?? undefined)}</td>
                <td class="number">{intervalText(low[bin], high[bin]) || missing}</td>
                <td class="number">{scoreText(ceiling[bin] ?? undefined)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
