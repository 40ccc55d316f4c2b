import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the tests of this run keep what they write. */
export const temporaryRoot: string = join(tmpdir(), `ventral-tests-${process.pid}`);

// Processes that were ended may still write a last line of a log.
const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };

/** Makes the folder, and removes it with all that is left in it: activations are gigabytes. */
export function setup(): () => void {
  mkdirSync(temporaryRoot, { recursive: true });
  return () => rmSync(temporaryRoot, removal);
}
