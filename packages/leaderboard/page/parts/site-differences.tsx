import type { Maybe } from '../../src/site-data.ts';
import { scoreText } from '../words.ts';

const [width, height] = [640, 120];

/** Which sites carry a difference: one bar a site, from the one most for the first to the other end. */
export function SiteDifferences({
  benchmark,
  names,
  sites: [first, second],
  isOpen,
}: {
  readonly benchmark: string;
  readonly names: readonly [string, string];
  readonly sites: readonly [readonly Maybe[], readonly Maybe[]];
  readonly isOpen: boolean;
}) {
  const differences = first
    .flatMap((value, site) => {
      const other = second[site] ?? null;
      return value === null || other === null ? [] : [{ site, by: value - other }];
    })
    .sort((a, b) => b.by - a.by);
  const most = Math.max(...differences.map(({ by }) => Math.abs(by)), 1e-9);
  const [ahead, behind] = [
    differences.filter(({ by }) => by > 0).length,
    differences.filter(({ by }) => by < 0).length,
  ];
  const step = width / Math.max(1, differences.length);
  const scale = height / 2 / most;
  return (
    <details open={isOpen}>
      <summary>Sites of {benchmark}</summary>
      <figure class="plot sites">
        <figcaption>
          {differences.length} sites: {names[0]} predicts {ahead} better, {names[1]} {behind}. The
          largest difference is {scoreText(most)}.
        </figcaption>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`Differences at ${differences.length} sites of ${benchmark}, sorted`}
        >
          {differences.map(({ site, by }, index) => (
            <rect
              key={site}
              class={by < 0 ? 'behind' : 'ahead'}
              x={index * step}
              width={Math.max(0.6, step - 0.6)}
              y={by < 0 ? height / 2 : height / 2 - by * scale}
              height={Math.abs(by) * scale}
            >
              <title>{`Site ${site + 1}: ${scoreText(by)}`}</title>
            </rect>
          ))}
          <line class="axis" x1={0} x2={width} y1={height / 2} y2={height / 2} />
        </svg>
      </figure>
    </details>
  );
}
