import type { Score } from '@ventral/core';
import type { LineChart } from '@ventral/plots';
import type { PruningStudy } from '@ventral/scoring';
import { countWeights, findRecord } from '@ventral/scoring';
import { numberText, scoreText } from './score-table.ts';
import { textTable } from './text-table.ts';

/** Scores against sparsity as a table, and below it what is true of all scores of a benchmark. */
export function pruningTable({ points }: PruningStudy, benchmarks: readonly string[]): string {
  const rows = points.map((point) => {
    const { weights, zerosAfter } = countWeights(point.layers);
    const scores = benchmarks.map((benchmark) => {
      const score = findRecord(point, benchmark)?.score;
      return score === undefined ? 'undefined' : scoreText(score);
    });
    const zeros = `${zerosAfter.toLocaleString('en-US')} of ${weights.toLocaleString('en-US')}`;
    return [String(point.sparsity), zeros, ...scores];
  });
  const head = ['sparsity', 'zero weights', ...benchmarks];
  const table = textTable(
    head,
    rows,
    head.map((_, column) => column),
  );
  const failures = points.flatMap(({ sparsity, failures = [] }) =>
    failures
      .filter(({ benchmark }) => benchmarks.includes(benchmark))
      .map(
        ({ benchmark, reason }) => `No score on ${benchmark} at sparsity ${sparsity}: ${reason}`,
      ),
  );
  const below = benchmarks.flatMap((benchmark) => {
    const record = points.map((point) => findRecord(point, benchmark)).find((one) => one);
    if (record === undefined) return [];
    const { model, score } = record;
    const layer = model.layer === undefined ? '' : `layer ${model.layer}, `;
    const ceiling = score.ceiling === undefined ? '' : `; ceiling ${numberText(score.ceiling)}`;
    const notes = (score.notes ?? []).map((note) => `  ${note}`);
    return [`${benchmark}: ${layer}${score.better} is better${ceiling}`, ...notes];
  });
  return [table, '', ...below, ...failures].join('\n');
}

/** Scores against sparsity as a figure: a panel for each benchmark. */
export function pruningChart({ points }: PruningStudy, benchmarks: readonly string[]): LineChart {
  return {
    x: { title: 'Sparsity (share of weights that are zero)', format: '~%' },
    panels: benchmarks.map((benchmark) => {
      const scored = points.flatMap(({ layers, records }) => {
        const score = findRecord({ records }, benchmark)?.score;
        return score === undefined ? [] : [{ x: shareOfZeros(layers), score }];
      });
      const [{ score } = { score: undefined }] = scored;
      return {
        title: benchmark,
        y: {
          title: score?.better === 'lower' ? 'Error, lower is better' : 'Score, higher is better',
        },
        series: [
          {
            name: 'score',
            points: scored.map(({ x, score: { value, uncertainty } }) => ({
              x,
              y: value,
              ...(uncertainty !== undefined &&
                'standardError' in uncertainty && { error: uncertainty.standardError }),
            })),
          },
        ],
        ...ceilingOf(score),
      };
    }),
  };
}

// A network may be sparser than it was asked to be; to a tenth of a percent.
function shareOfZeros(layers: PruningStudy['points'][number]['layers']): number {
  const { weights, zerosAfter } = countWeights(layers);
  return Math.round((1000 * zerosAfter) / weights) / 1000;
}

function ceilingOf(score: Score | undefined): Pick<LineChart['panels'][number], 'reference'> {
  if (score?.ceiling === undefined || score.ceilingConvention !== 'raw') return {};
  return { reference: { value: score.ceiling, label: 'ceiling' } };
}
