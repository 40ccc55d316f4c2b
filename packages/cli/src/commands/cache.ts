import { type CachePart, clearCache, describeCache, formatBytes } from '@ventral/files';
import { createRunContext } from '@ventral/host';
import { textTable } from '../text-table.ts';

/** Options of `ventral cache`. */
export interface CacheOptions {
  readonly cache?: string;
}

/** Options of `ventral cache clear`. */
export interface ClearOptions extends CacheOptions {
  readonly files?: boolean;
  readonly activations?: boolean;
}

/** Shows where the cache is and how much it holds. */
export async function showCache(options: CacheOptions): Promise<void> {
  const folder = folderOf(options);
  const { files, activations } = await describeCache(folder);
  const row = (name: string, entries: readonly { readonly bytes: number }[]) => [
    name,
    String(entries.length),
    formatBytes(entries.reduce((sum, { bytes }) => sum + bytes, 0)),
  ];
  console.log(folder);
  const rows = [row('downloaded files', files), row('recorded activations', activations)];
  console.log(textTable(['', 'files', 'size'], rows, [1, 2]));
}

/** Empties the cache, or the part of it that is named. */
export async function clear({ files, activations, ...options }: ClearOptions): Promise<void> {
  const folder = folderOf(options);
  const one: CachePart | undefined =
    files === activations ? undefined : files ? 'files' : 'activations';
  const freed = await clearCache(folder, one === undefined ? {} : { what: one });
  console.log(`Freed ${formatBytes(freed)} in ${folder}.`);
}

function folderOf({ cache }: CacheOptions): string {
  return cache ?? createRunContext().cacheFolder;
}
