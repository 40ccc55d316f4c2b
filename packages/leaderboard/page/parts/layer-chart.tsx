import { scaleLinear } from 'd3-scale';
import type { LayerScores } from '../../src/site-data.ts';
import { regionText, scoreText } from '../words.ts';
import { ScoreTicks } from './score-ticks.tsx';

const [width, height] = [640, 260];
const edge = { left: 48, right: 150, top: 12, bottom: 40 };

/** Scores along the depth of a network: a line a benchmark, from the first layer tried to the last. */
export function LayerChart({
  series,
  regionOf,
}: {
  readonly series: readonly LayerScores[];
  readonly regionOf: (benchmark: string) => string;
}) {
  const all = series.flatMap(({ values }) => values);
  const x = scaleLinear().range([edge.left, width - edge.right]);
  const y = scaleLinear()
    .domain([Math.min(0, ...all), Math.max(...all)])
    .nice(4)
    .range([height - edge.bottom, edge.top]);
  const at = (place: number, count: number) => x(count < 2 ? 0.5 : place / (count - 1));
  return (
    <figure class="plot">
      <svg viewBox={`0 0 ${width} ${height}`}>
        <title>Scores along depth</title>
        <ScoreTicks y={y} left={edge.left} right={width - edge.right} />
        <text class="tick" x={edge.left} y={height - 18}>
          first layer
        </text>
        <text class="tick" x={width - edge.right} y={height - 18} text-anchor="end">
          last layer
        </text>
        {series.map(({ benchmark, names, values }) => (
          <g key={benchmark} class="series" data-region={regionOf(benchmark)}>
            <polyline
              points={values
                .map((value, place) => `${at(place, values.length)},${y(value)}`)
                .join(' ')}
            />
            {values.map((value, place) => (
              <circle key={names[place]} cx={at(place, values.length)} cy={y(value)} r={3.5}>
                <title>{`${names[place]}: ${scoreText(value)}`}</title>
              </circle>
            ))}
            <text x={width - edge.right + 8} y={y(values.at(-1) ?? 0)} dy=".32em">
              {`${benchmark} (${regionText(regionOf(benchmark))})`}
            </text>
          </g>
        ))}
      </svg>
      {series.map(({ benchmark, names, values }) => (
        <details key={benchmark}>
          <summary>{benchmark}, layer by layer</summary>
          <table class="plain">
            <tbody>
              {names.map((name, place) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td class="number">{scoreText(values[place])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </figure>
  );
}
