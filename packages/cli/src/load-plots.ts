import { VentralError } from '@ventral/errors';
import type * as plots from '@ventral/plots';

/**
 * A function that draws figures, from the package @ventral/plots of the user's project. It is no
 * dependency of the command, which starts and works without it, nor a peer, which would make it part
 * of every score record.
 *
 * @throws VentralError `DEPENDENCY_MISSING` where it is not installed
 */
export async function loadPlot<Name extends keyof typeof plots>(
  name: Name,
): Promise<(typeof plots)[Name]> {
  const { findInstalled, findProject, importExport } = await import('@ventral/host');
  const folder = (await findProject(process.cwd()))?.folder ?? process.cwd();
  const found = await findInstalled('@ventral/plots', folder);
  if (found !== undefined) return (await importExport(found, name)) as (typeof plots)[Name];
  throw new VentralError('DEPENDENCY_MISSING', '--plot needs the package @ventral/plots.', {
    hint: 'Add it to your project: npm install --ignore-scripts @ventral/plots (or pnpm add, yarn add).',
  });
}
