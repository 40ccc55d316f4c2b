import { accuracyLimit, type Correlation, type SiteAnalyses } from '@ventral/leaderboard';
import { textTable } from './text-table.ts';

/** The analyses of a leaderboard, as tables for a terminal. */
export function analysesText({
  accuracy,
  benchmarks,
  matrix,
  printedPairs,
  heldOut,
  sizes,
}: SiteAnalyses): string {
  const pairs = benchmarks.flatMap((first, row) =>
    benchmarks.slice(row + 1).map((second, index) => {
      const found = matrix[row]?.[row + 1 + index];
      return [first, second, ...(found === undefined ? ['', '', ''] : inWords(found))];
    }),
  );
  const sections: readonly (readonly [title: string, head: readonly string[], rows: string[][]])[] =
    [
      [
        `ImageNet top-1 with scores, below and from ${accuracyLimit} %`,
        ['table', 'score', 'models', ...measured],
        accuracy.flatMap(({ table, column, all, below, above }) => [
          [table, column, 'all', ...inWords(all)],
          [table, column, `below ${accuracyLimit} %`, ...inWords(below)],
          [table, column, `from ${accuracyLimit} %`, ...inWords(above)],
        ]),
      ],
      ['Benchmarks with each other', ['benchmark', 'benchmark', ...measured], pairs],
      [
        'Scores of printed tables with each other',
        ['table', 'score', 'score', ...measured],
        printedPairs.map(({ table, first, second, correlation }) => [
          ...[table, first, second],
          ...inWords(correlation),
        ]),
      ],
      [
        'One benchmark held out, foretold by the others',
        ['benchmark', 'others', ...measured],
        heldOut.map(({ benchmark, others, correlation }) => [
          benchmark,
          `${others}`,
          ...inWords(correlation),
        ]),
      ],
      [
        'Size and depth with scores',
        ['of the models', 'benchmark', ...measured],
        sizes.map(({ quantity, benchmark, correlation }) => [
          quantity,
          benchmark,
          ...inWords(correlation),
        ]),
      ],
    ];
  return sections
    .map(([title, head, rows]) => {
      if (rows.length === 0) return `${title}: too little is known.\n`;
      const numbers = [head.length - 3, head.length - 2, head.length - 1];
      return `${title}\n\n${textTable(head, rows, numbers)}\n`;
    })
    .join('\n');
}

const measured = ['r', '95 %', 'n'];

function inWords({ r, interval, n }: Correlation): readonly string[] {
  const text = Number.isNaN(r) ? '-' : r.toFixed(3);
  return [text, interval?.map((end) => end.toFixed(2)).join(' to ') ?? '-', `${n}`];
}
