import { basename } from 'node:path';
import { parseArrayPath } from '@ventral/files';

/** What a file of features is called: its name, and that of the array where it holds several. */
export function arrayName(path: string): string {
  const { file, array } = parseArrayPath(path) ?? { file: path };
  return array === undefined ? basename(file) : `${basename(file)}:${array}`;
}
