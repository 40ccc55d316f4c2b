import { isAbsolute, relative } from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import type { Dataset, PinnedFile } from '@ventral/core';
import { didYouMean, isVentralError, VentralError } from '@ventral/errors';
import type { PluginIndex } from '@ventral/host';
import { runWith } from '../run.ts';
import { withDataFlags } from '../run-flags.ts';

/** `ventral data pull`: fetches the pinned files of a plugin into the cache, or copies them into a mirror. */
export function addData(program: Command): void {
  const data = program.command('data').description('Fetch the files of data sets and models');
  withDataFlags(data.command('pull'))
    .description('Fetch and check the files of a plugin, or make a mirror of them')
    .argument('<id>', 'id of a data set, benchmark or model')
    .option('--part <name>', 'only one part of a data set, such as a session')
    .option('--to <folder>', 'copy the files there, as a mirror for other machines')
    .action(async (id, flags) => {
      const { fetchFile, writeMirror } = await import('@ventral/files');
      const { discoverPlugins } = await import('@ventral/host');
      const { createProjectContext } = await import('@ventral/scoring');
      const { part, to } = flags;
      const files = await filesOf(await discoverPlugins(process.cwd()), id, part);
      const places: string[] = [];
      let inCache = 0;
      await runWith(flags, async (settings) => {
        const context = await createProjectContext(process.cwd(), settings);
        try {
          if (to !== undefined) await writeMirror(files, to, context);
          else for (const file of files) places.push(await fetchFile(file, context));
        } catch (error) {
          throw isVentralError(error, 'DATA_UNAVAILABLE') ? elsewhere(error, id, part) : error;
        }
        inCache = places.filter((place) => isWithin(place, context.cacheFolder)).length;
      });
      const countOf = (count: number) =>
        count === 1 ? `1 file of ${id} is` : `${count} files of ${id} are`;
      if (to !== undefined) {
        const use = `Use it with: --mirror ${to}`;
        console.log(`${countOf(files.length)} in ${to}, checked. ${use}`);
        return;
      }
      const mirrored = places.length - inCache;
      if (inCache > 0) console.log(`${countOf(inCache)} in the cache, checked.`);
      if (mirrored > 0) {
        console.log(`${countOf(mirrored)} in a mirror, checked; nothing was copied from there.`);
      }
    });
}

/** What this very command cannot fetch, it may fetch on another machine. */
function elsewhere({ code, message }: VentralError, id: string, part: string | undefined) {
  const ofPart = part === undefined ? '' : ` --part ${part}`;
  return new VentralError(code, message, {
    hint:
      `On a machine that reaches it, run: ventral data pull ${id}${ofPart} --to DIR. ` +
      'Then give that folder here: --mirror DIR, or VENTRAL_MIRROR=DIR.',
  });
}

function isWithin(path: string, folder: string): boolean {
  const inner = relative(folder, path);
  return !inner.startsWith('..') && !isAbsolute(inner);
}

async function filesOf(
  index: PluginIndex,
  id: string,
  part: string | undefined,
): Promise<readonly PinnedFile[]> {
  const { findById, loadPlugin } = await import('@ventral/host');
  const files = new Map<string, PinnedFile>();
  for (const entry of findById(index, id)) {
    const plugin = await loadPlugin(index, entry.kind, entry.id);
    if (!('files' in plugin)) continue;
    const wanted = part === undefined ? plugin.files : filesOfPart(plugin, part);
    for (const file of wanted) files.set(file.path, file);
  }
  if (files.size > 0) return [...files.values()];
  throw new VentralError('OPTION_INVALID', `'${id}' has no files to fetch.`, {
    hint: 'Data sets, benchmarks and models have: ventral list',
  });
}

function filesOfPart(plugin: { readonly id: string }, part: string): readonly PinnedFile[] {
  const { parts = [], filesOf: ofPart } = plugin as Dataset;
  if (ofPart !== undefined && parts.includes(part)) return ofPart(part);
  throw new VentralError('OPTION_INVALID', `'${plugin.id}' has no part '${part}'.`, {
    hint: `${didYouMean(part, parts)}${parts.length === 0 ? 'It has no parts.' : `Parts: ${parts.join(', ')}`}`,
  });
}
