import type { ScoreRecord, Standing } from '@ventral/scoring';
import { textTable } from './text-table.ts';

/**
 * How far models are behind the best, with 95 % intervals over new stimuli, neuroids and subjects, and which
 * of them cannot be told from it; in lines.
 *
 * @param ranked on one benchmark, the best first
 * @param standings of each
 */
export function standingsLines(
  ranked: readonly ScoreRecord[],
  standings: readonly Standing[],
): readonly string[] {
  if (ranked.length < 2) return [];
  const [best, ...others] = ranked as [ScoreRecord, ...ScoreRecord[]];
  const rows = others.map(({ model }, index) => [model.id, ...cellsOf(standings[index + 1] ?? {})]);
  const head = [`behind ${best.model.id}`, 'by', '95 %', 'p', 'rank'];
  const tied = ranked.filter((_, index) => standings[index]?.rank?.[0] === 1);
  const reasons = new Set(
    standings.flatMap(({ behindBest }) =>
      behindBest !== undefined && 'unavailable' in behindBest ? [behindBest.unavailable] : [],
    ),
  );
  return [
    textTable(head, rows, [1, 2, 3, 4]),
    '',
    ...(tied.length > 1
      ? [`Cannot be told from the best: ${tied.map(({ model }) => model.id).join(', ')}.`]
      : []),
    ...[...reasons].map((reason) => `Not compared: ${reason}`),
  ];
}

function cellsOf({ behindBest, adjustedP, rank }: Standing): readonly string[] {
  const ranks =
    rank === undefined ? '–' : rank[0] === rank[1] ? `${rank[0]}` : `${rank[0]}–${rank[1]}`;
  if (behindBest === undefined) return ['–', '–', '–', ranks];
  const by = Math.abs(behindBest.difference).toFixed(3);
  if ('unavailable' in behindBest) return [by, '–', '–', ranks];
  const [low, high] = behindBest.interval;
  const sign = Math.sign(behindBest.difference) || 1;
  const bounds = [low * sign, high * sign].sort((a, b) => a - b);
  return [by, bounds.map((bound) => bound.toFixed(3)).join(' to '), pText(adjustedP), ranks];
}

function pText(p: number | undefined): string {
  if (p === undefined) return '–';
  return p < 0.001 ? '<.001' : p.toFixed(3).replace(/^0/, '');
}
