import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type PluginKind, pluginKinds } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { readCatalog } from './catalog-file.ts';

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

// What `npm view <package> version ventral --json` prints.
const viewSchema = v.object({
  version: v.string(),
  ventral: v.object({ plugins: v.array(v.object(pluginFields)) }),
});

/**
 * The newest version of the plugins of some packages: as npm's registry has them, or as a catalogue
 * says. The catalogue that came with the command is not asked: it is as old as the command.
 *
 * @param catalog path of a catalogue
 * @throws VentralError `FILE_UNREADABLE` for what is no catalogue
 * @throws VentralError `DATA_UNAVAILABLE` where the registry does not answer
 */
export async function latestPlugins(
  packages: readonly string[],
  catalog: string | undefined,
): Promise<readonly LatestPlugin[]> {
  if (catalog === undefined) return (await Promise.all(packages.map(viewPackage))).flat();
  return (await readCatalog(catalog))?.plugins ?? [];
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
