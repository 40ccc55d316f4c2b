import Table from 'cli-table3';

const parts = ['top', 'bottom', 'left', 'right', 'mid', 'middle'];
const corners = ['top', 'bottom', 'left', 'right'].flatMap((side) => [
  `${side}-mid`,
  `${side}-left`,
  `${side}-right`,
]);
const borderless = Object.fromEntries([...parts, ...corners, 'mid-mid'].map((part) => [part, '']));

/**
 * A table without lines, as text for a terminal or a log.
 *
 * @param rightAligned indices of the columns of numbers
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  rightAligned: readonly number[],
): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (rightAligned.includes(column) ? 'right' : 'left')),
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 3 },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
