import { scaleLinear } from 'd3-scale';
import { addressOf } from '../address.ts';
import { intervalText, scoreText } from '../words.ts';
import { Breakable } from './breakable.tsx';

/** A named value with its interval. */
export interface IntervalRow {
  readonly label: string;
  readonly href?: string;
  readonly note?: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Of the other models; the row then has a scale of its own, theirs. */
  readonly others?: readonly number[];
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
  const shared = scaleOf([...rows.flatMap(endsOf), ...(ceiling === undefined ? [] : [ceiling])]);
  const mark = ceiling === undefined ? '' : `;--ceiling:${shared(ceiling)}%`;
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
        {rows.map(({ label, href, note, value, low, high, others }) => {
          const scale =
            others === undefined
              ? shared
              : scaleOf([value, low ?? value, high ?? value, ...others]);
          const ends = `--low:${scale(low ?? value)}%;--high:${100 - scale(high ?? value)}%`;
          return (
            <tr key={label}>
              <th scope="row">
                {href === undefined ? (
                  <Breakable text={label} />
                ) : (
                  <a href={href}>
                    <Breakable text={label} />
                  </a>
                )}
                {note !== undefined && <small>{note}</small>}
              </th>
              <td class="number">{scoreText(value)}</td>
              <td class="number quiet">{intervalText(low, high) || '–'}</td>
              <td class="wide">
                <i class="bar" style={`--at:${scale(value)}%;${ends}${mark}`}>
                  {others !== undefined && (
                    <svg class="spread" viewBox="0 0 100 10" preserveAspectRatio="none">
                      <title>{`All models, from ${scoreText(Math.min(...others))} to ${scoreText(Math.max(...others))}`}</title>
                      {others.slice(0, mostTicks).map((other, index) => (
                        <line key={index} x1={scale(other)} x2={scale(other)} y1={2} y2={8} />
                      ))}
                    </svg>
                  )}
                </i>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const mostTicks = 300;

function endsOf({ value, low, high }: IntervalRow): readonly number[] {
  return [value, low ?? value, high ?? value];
}

function scaleOf(values: readonly number[]) {
  return scaleLinear()
    .domain([Math.min(0, ...values), Math.max(...values)])
    .range([0, 100]);
}

/** Link to a model, for rows. */
export function modelHref(id: string): string {
  return addressOf('model', id);
}
