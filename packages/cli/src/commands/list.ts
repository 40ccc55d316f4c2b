import { type PluginKind, pluginKinds } from '@ventral/core';
import { addressOf, discoverPlugins, type InstalledPlugin } from '@ventral/host';
import { nameAndVersion } from '@ventral/scoring';
import pc from 'picocolors';

/** Options of `ventral list`. */
export interface ListOptions {
  readonly kind?: PluginKind;
  readonly json?: boolean;
}

/** Lists installed plugins, read from manifests alone. */
export async function list({ kind, json }: ListOptions): Promise<void> {
  const { plugins } = await discoverPlugins(process.cwd());
  const wanted = plugins.filter((plugin) => kind === undefined || plugin.kind === kind);
  if (json) {
    const entries = wanted.map(({ package: from, ...entry }) => ({
      ...entry,
      package: nameAndVersion(from),
    }));
    console.log(JSON.stringify(entries, undefined, 2));
    return;
  }
  if (wanted.length === 0) {
    console.log(
      'No plugins are installed in this project. For a start:\n' +
        '  npm install --ignore-scripts @ventral/benchmark-cowley-2023 @ventral/model-onnx',
    );
    return;
  }
  const width = Math.max(...wanted.map((plugin) => nameIn(wanted, plugin).length));
  for (const group of pluginKinds) {
    const members = wanted.filter((plugin) => plugin.kind === group);
    if (members.length === 0) continue;
    console.log(pc.bold(`${group}s`));
    for (const plugin of members) {
      console.log(`  ${nameIn(members, plugin).padEnd(width)}  ${pc.dim(plugin.title)}`);
    }
  }
}

// Where several versions of a plugin are installed, each is shown by what it is addressed with.
function nameIn(members: readonly InstalledPlugin[], plugin: InstalledPlugin): string {
  const versions = members.filter(({ kind, id }) => kind === plugin.kind && id === plugin.id);
  return versions.length > 1 ? addressOf(plugin) : plugin.id;
}
