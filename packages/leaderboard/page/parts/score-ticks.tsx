import type { ScaleLinear } from 'd3-scale';
import { scoreText } from '../words.ts';

/** Lines across a chart at round scores, named at its left. */
export function ScoreTicks({
  y,
  left,
  right,
}: {
  readonly y: ScaleLinear<number, number>;
  /** Where the lines begin and end, in the units of the chart. */
  readonly left: number;
  readonly right: number;
}) {
  return (
    <>
      {y.ticks(4).map((tick) => (
        <g key={tick} class="tick">
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 8} y={y(tick)} dy=".32em" text-anchor="end">
            {scoreText(tick, 1)}
          </text>
        </g>
      ))}
    </>
  );
}
