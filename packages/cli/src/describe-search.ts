import { withError } from './score-table.ts';
import type { Search } from './shown-extras.ts';
import { textTable } from './text-table.ts';
import { inWords, variedOptions } from './varied-options.ts';

type SearchedConfiguration = Search['configurations'][number];

const mostRows = 12;

/**
 * A search as a table, best first: what was varied, the validation error, the size, epochs, and
 * which one is the best and which the sweet spot. All of a long one is in the record only.
 */
export function describeSearch(search: Search): readonly string[] {
  const { configurations, best, sweetSpot } = search;
  const varied = variedOptions(search);
  const order = [...configurations.keys()].sort(
    (a, b) => errorOf(configurations[a]) - errorOf(configurations[b]),
  );
  const head = [...varied, 'validation', 'parameters', 'epochs', 'splits', ''];
  const shown = order.slice(0, mostRows);
  const rows = [...new Set([...shown, sweetSpot])].map((index) => {
    const tried = configurations[index] as SearchedConfiguration;
    return [
      ...varied.map((name) => inWords(tried.options[name])),
      tried.validationError === null
        ? 'diverged'
        : withError(tried.validationError, tried.validationErrorError),
      String(tried.parameterCount),
      epochsOf(tried),
      String(tried.chosenInSplits.length),
      [...(index === best ? ['best'] : []), ...(index === sweetSpot ? ['sweet spot'] : [])].join(
        ', ',
      ),
    ];
  });
  const numbers = head.map((_, column) => column).slice(varied.length, -1);
  const left = configurations.length - rows.length;
  return [
    textTable(head, rows, numbers),
    ...(left > 0 ? [`${left} more are in the record (--output).`] : []),
  ];
}

function errorOf(tried: SearchedConfiguration | undefined): number {
  return tried?.validationError ?? Number.POSITIVE_INFINITY;
}

function epochsOf({ epochsPerSplit }: SearchedConfiguration): string {
  const known = epochsPerSplit.filter((epochs) => epochs !== null);
  if (known.length === 0) return '–';
  return (known.reduce((sum, epochs) => sum + epochs, 0) / known.length).toFixed(0);
}
