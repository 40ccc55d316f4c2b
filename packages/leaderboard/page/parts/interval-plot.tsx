import { scaleLinear } from 'd3-scale';
import { addressOf } from '../address.ts';
import { intervalText, scoreText } from '../words.ts';

/** A named value with its interval. */
export interface IntervalRow {
  readonly label: string;
  readonly href?: string;
  readonly note?: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Named values below each other, on one scale; a line marks what they can reach. */
export function IntervalPlot({
  rows,
  ceiling,
  head,
}: {
  readonly rows: readonly IntervalRow[];
  readonly ceiling?: number | undefined;
  readonly head: string;
}) {
  const ends = rows.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const all = [...ends, ...(ceiling === undefined ? [] : [ceiling])];
  const scale = scaleLinear()
    .domain([Math.min(0, ...all), Math.max(...all)])
    .range([0, 100]);
  const mark = ceiling === undefined ? '' : `;--ceiling:${scale(ceiling)}%`;
  return (
    <table class={ceiling === undefined ? 'intervals' : 'intervals with-ceiling'}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">Score</th>
          <th scope="col">95 %</th>
          <th scope="col" class="wide">
            {ceiling === undefined ? '' : `Ceiling ${scoreText(ceiling)}`}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, href, note, value, low, high }) => (
          <tr key={label}>
            <th scope="row">
              {href === undefined ? label : <a href={href}>{label}</a>}
              {note !== undefined && <small>{note}</small>}
            </th>
            <td class="number">{scoreText(value)}</td>
            <td class="number quiet">{intervalText(low, high) || '–'}</td>
            <td class="wide">
              <i
                class={low === null ? 'bar' : 'bar ranged'}
                style={`--zero:${scale(0)}%;--at:${scale(value)}%;--low:${scale(low ?? value)}%;--high:${100 - scale(high ?? value)}%${mark}`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Link to a model, for rows. */
export function modelHref(id: string): string {
  return addressOf('model', id);
}
