import type { ScoreRecord } from '@ventral/scoring';
import { aspectTexts } from './print-score.ts';
import { numberText } from './score-table.ts';
import { textTable } from './text-table.ts';
import { coursesOf } from './time-figure.ts';

/**
 * The scores over time of several models on one benchmark, in lines: of the benchmark, or of each part of a mean
 * that has some, a row a time bin and a column a model, before any ceiling. Nothing where none has any.
 *
 * @param ranked all of the benchmark, the best first
 */
export function timeLines(ranked: readonly ScoreRecord[]): readonly string[] {
  const tables = new Map<string, TimeTable>();
  for (const { model, benchmark, score } of ranked) {
    for (const [name, { aspect, mean, bins }] of coursesOf(benchmark.id, score)) {
      const title = `Over time, ${name}: ${aspectTexts[aspect]}.`;
      const table: TimeTable = tables.get(title) ?? { models: [], rows: new Map() };
      tables.set(title, table);
      const each = bins.map(({ window, score: ofBin }) => [window.join(' to '), ofBin] as const);
      for (const [bin, ofBin] of [...each, ['mean', mean] as const]) {
        const row = table.rows.get(bin) ?? new Map<number, string>();
        table.rows.set(bin, row.set(table.models.length, numberText(ofBin?.value)));
      }
      table.models.push(model.id);
    }
  }
  return [...tables].flatMap(([title, { models, rows }]) => {
    const cells = [...rows].map(([bin, row]) => [bin, ...models.map((_, at) => row.get(at) ?? '')]);
    const numbers = models.map((_, at) => at + 1);
    return [title, textTable(['ms', ...models], cells, numbers), ''];
  });
}

interface TimeTable {
  readonly models: string[];
  /** Of each bin, the numbers by place of their model. */
  readonly rows: Map<string, Map<number, string>>;
}
