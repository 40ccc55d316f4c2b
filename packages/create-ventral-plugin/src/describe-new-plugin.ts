import { relative } from 'node:path';
import type { NewPlugin } from './create-plugin.ts';

/** What was made and what to do next, as text for a terminal. */
export function describeNewPlugin({ folder, packageName, files }: NewPlugin): string {
  const here = relative('.', folder) || '.';
  return [
    `${packageName} is in ${here}:`,
    ...files.map((file) => `  ${file}`),
    '',
    'It works as it is. Next:',
    `  cd ${here}`,
    '  npm install --ignore-scripts',
    '  npm test                 # its values, and the conformance suite of its kind',
    '  npm run build && npx ventral list',
    'Then make it yours: src/, the reference values in test/, citation and licence in README.md.',
  ].join('\n');
}
