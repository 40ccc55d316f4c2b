import type { InstalledPlugin, PluginIndex } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';

/**
 * Every installed plugin with this id, of whichever kind: a model and a metric may share one.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND` with the nearest ids
 */
export function findById(index: PluginIndex, id: string): readonly InstalledPlugin[] {
  const found = index.plugins.filter((plugin) => plugin.id === id);
  if (found.length > 0) return found;
  const ids = index.plugins.map((plugin) => plugin.id);
  throw new VentralError('PLUGIN_NOT_FOUND', `No installed package brings '${id}'.`, {
    hint: `${didYouMean(id, ids)}See what is installed with: ventral list`,
  });
}
