import type * as plots from '@ventral/plots';

/**
 * A function that draws figures, from the package @ventral/plots of the user's project: the command starts
 * and works without it.
 *
 * @throws VentralError `DEPENDENCY_MISSING` where it is not installed
 */
export async function loadPlot<Name extends keyof typeof plots>(
  name: Name,
): Promise<(typeof plots)[Name]> {
  const { importFromProject } = await import('@ventral/host');
  const found = await importFromProject('@ventral/plots', name, process.cwd(), '--plot');
  return found as (typeof plots)[Name];
}
