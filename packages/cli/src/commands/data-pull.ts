import type { Dataset, PinnedFile } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { fetchFile, writeMirror } from '@ventral/files';
import { discoverPlugins, findById, loadPlugin, type PluginIndex } from '@ventral/host';
import { type RunOptions, runWith } from '../run.ts';

/** Options of `ventral data pull`. */
export interface PullOptions extends RunOptions {
  readonly part?: string;
  readonly to?: string;
}

/** Fetches the pinned files of a plugin into the cache, or copies them into a mirror. */
export async function pull(id: string, options: PullOptions): Promise<void> {
  const index = await discoverPlugins(process.cwd());
  const files = await filesOf(index, id, options.part);
  await runWith(options, async (context) => {
    if (options.to !== undefined) {
      await writeMirror(files, options.to, context);
      return;
    }
    for (const file of files) await fetchFile(file, context);
  });
  const what = `${files.length} ${files.length === 1 ? 'file' : 'files'} of ${id}`;
  console.log(
    options.to === undefined
      ? `${what} are in the cache, checked.`
      : `${what} are in ${options.to}, checked. Use it with: --mirror ${options.to}`,
  );
}

async function filesOf(
  index: PluginIndex,
  id: string,
  part: string | undefined,
): Promise<readonly PinnedFile[]> {
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
