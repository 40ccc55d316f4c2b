import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const workspace = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Folder with the reference material (golden values, recordings, weights): `$VENTRAL_REFERENCE`,
 * else `shared` beside the checkout.
 */
export const referenceFolder: string = resolve(
  process.env.VENTRAL_REFERENCE ?? join(workspace, '../shared'),
);

/** Path of one reference file or folder. */
export function referencePath(...parts: readonly string[]): string {
  return join(referenceFolder, ...parts);
}

/**
 * A suite that needs reference material; skipped, and counted as skipped, on a machine without it.
 *
 * @param needs the folder or file it cannot do without, relative to the reference folder
 */
export function describeReference(name: string, needs: string, suite: () => void): void {
  const present = existsSync(referencePath(needs));
  const why = present ? '' : ` (skipped: no ${needs} in the reference material)`;
  describe.skipIf(!present)(`${name}${why}`, suite);
}
