import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type PluginKind, pluginKinds } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { readJson } from './read-json.ts';

/** The newest published version of a plugin. */
export interface LatestPlugin {
  readonly kind: PluginKind;
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly scoreVersion: number;
}

const pluginFields = {
  kind: v.picklist(pluginKinds),
  id: v.string(),
  scoreVersion: v.number(),
};

const catalogSchema = v.object({
  catalogVersion: v.literal(1),
  plugins: v.array(v.object({ ...pluginFields, package: v.string(), version: v.string() })),
});

// What `npm view <package> version ventral --json` prints.
const viewSchema = v.object({
  version: v.string(),
  ventral: v.object({ plugins: v.array(v.object(pluginFields)) }),
});

/** The catalogue that the ventral package brings, where it brings one. */
const ownCatalog = fileURLToPath(new URL('../catalog.json', import.meta.url));

/**
 * The newest version of the plugins of some packages: of a catalogue, else as npm's registry has
 * them.
 *
 * @param catalog path of a catalogue
 * @default catalog the one that the ventral package brings, where it brings one
 * @throws VentralError `FILE_UNREADABLE` for what is no catalogue
 * @throws VentralError `DATA_UNAVAILABLE` where the registry does not answer
 */
export async function latestPlugins(
  packages: readonly string[],
  catalog: string | undefined,
): Promise<readonly LatestPlugin[]> {
  const path = catalog ?? (existsSync(ownCatalog) ? ownCatalog : undefined);
  if (path === undefined) return (await Promise.all(packages.map(viewPackage))).flat();
  const result = v.safeParse(catalogSchema, await readJson(path));
  if (result.success) return result.output.plugins;
  throw new VentralError('FILE_UNREADABLE', `${path} is no catalogue of plugins.`, {
    hint: 'A catalogue has a catalogVersion, 1, and a list of plugins.',
  });
}

async function viewPackage(name: string): Promise<readonly LatestPlugin[]> {
  const seen = v.safeParse(viewSchema, await askRegistry(name));
  if (!seen.success) return [];
  const { version, ventral } = seen.output;
  return ventral.plugins.map((plugin) => ({ ...plugin, package: name, version }));
}

async function askRegistry(name: string): Promise<unknown> {
  const args = ['view', name, 'version', 'ventral', '--json'];
  try {
    const { stdout } = await promisify(execFile)('npm', args, {
      shell: process.platform === 'win32',
    });
    return stdout === '' ? undefined : JSON.parse(stdout);
  } catch (cause) {
    const { stderr = '' } = cause as { stderr?: string };
    // A package that was never published has no newer version.
    if (stderr.includes('E404')) return undefined;
    throw new VentralError('DATA_UNAVAILABLE', `npm does not tell of ${name}: ${stderr.trim()}`, {
      hint: 'Check the network, or give a catalogue with --catalog.',
      cause,
    });
  }
}
