import { pluginKinds } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { findPlugin, type InstalledPlugin, installHint, type PluginIndex } from './plugin-index.ts';

/**
 * Every installed plugin with this address, `id` or `id@scoreVersion`, one of each kind: a model and
 * a metric may share one.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND` with the nearest ids
 * @throws VentralError `PLUGIN_CONFLICT` for an id alone where all of several versions are aliases
 */
export function findById(index: PluginIndex, address: string): readonly InstalledPlugin[] {
  const [id = ''] = address.split('@');
  const kinds = pluginKinds.filter((kind) =>
    index.plugins.some((plugin) => plugin.kind === kind && plugin.id === id),
  );
  if (kinds.length > 0) return kinds.map((kind) => findPlugin(index, kind, address));
  throw new VentralError('PLUGIN_NOT_FOUND', `No installed package brings '${address}'.`, {
    hint: hintFor(id, index),
  });
}

function hintFor(id: string, { plugins, modelFiles, lookedIn }: PluginIndex): string {
  if (/[/\\]/.test(id) || modelFiles.some(({ extension }) => id.endsWith(extension))) {
    return `It is no id. What is in a network says: ventral layers ${id}`;
  }
  if (plugins.length === 0)
    return `Nothing is installed; looked in ${lookedIn}. ${installHint(id)}`;
  const ids = plugins.map((plugin) => plugin.id);
  return `${didYouMean(id, ids)}See what is installed with: ventral list. ${installHint(id)}`;
}
