import type { Benchmark, Score } from '@ventral/core';
import type { ScoreRecord } from '@ventral/scoring';
import { numberText, scoreText } from './score-table.ts';
import { textTable } from './text-table.ts';

interface Column {
  readonly heading: string;
  /** The score of the column in that of the whole benchmark. */
  of(score: Score): Score | undefined;
}

/**
 * The scores of several models on one benchmark, a row each: those of the parts of a
 * mean, then the whole, then the layer that was compared where there is one. The last row holds
 * the ceilings, where there are any.
 *
 * @param ranked at least one record, all of the benchmark, the best first
 */
export function comparisonTable(benchmark: Benchmark, ranked: readonly ScoreRecord[]): string {
  const columns = columnsOf(benchmark);
  const withLayers = ranked.some(({ model }) => model.layer !== undefined);
  const rows = ranked.map(({ model, score }) => [
    model.id,
    ...columns.map(({ of }) => scoreText(of(score))),
    ...(withLayers ? [layerOf(model)] : []),
  ]);
  const [best] = ranked as [ScoreRecord];
  const ceilings = columns.map(({ of }) => of(best.score));
  if (ceilings.some((score) => score?.ceiling !== undefined)) {
    const values = ceilings.map((score) => numberText(score?.ceiling));
    rows.push(['ceiling', ...values]);
  }
  const head = [
    'model',
    ...columns.map(({ heading }) => heading),
    ...(withLayers ? ['layer'] : []),
  ];
  return textTable(
    head,
    rows,
    columns.map((_, index) => index + 1),
  );
}

/** The scores of one model as a line, before those of others are known: `hmax   V4 0.412 ± 0.007   ...`. */
export function comparisonRow(benchmark: Benchmark, { model, score }: ScoreRecord): string {
  const values = columnsOf(benchmark).map(
    ({ heading, of }) => `${heading} ${scoreText(of(score))}`,
  );
  return [model.id, ...values].join('   ');
}

/** An asterisk marks a layer that the benchmark itself chose. */
function layerOf({ layer = '', layerChosenBy }: ScoreRecord['model']): string {
  return layerChosenBy === 'this benchmark' ? `${layer} *` : layer;
}

function columnsOf({ parts }: Benchmark): readonly Column[] {
  const whole = { of: (score: Score) => score };
  if (parts === undefined) return [{ heading: 'score', ...whole }];
  const regions = new Set(parts.map(({ region }) => region));
  return [
    ...parts.map(({ id, region }) => ({
      heading: regions.size === parts.length ? region : id,
      of: (score: Score) => score.parts?.[id],
    })),
    { heading: 'mean', ...whole },
  ];
}
