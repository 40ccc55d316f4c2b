import type { Command } from '@commander-js/extra-typings';
import type { CacheEntry } from '@ventral/files';

/** `ventral cache`: shows where the cache is and how much it holds; `clear` empties it, or a part of it. */
export function addCache(program: Command): void {
  const cache = program
    .command('cache')
    .description('Show what the cache holds')
    .option('--cache <folder>', 'the cache folder')
    .action(async (flags) => {
      const { describeCache, formatBytes } = await import('@ventral/files');
      const { cacheLimit, oldestRun } = await import('@ventral/host');
      const { textTable } = await import('../text-table.ts');
      const folder = await folderOf(flags.cache);
      const { files, activations } = await describeCache(folder);
      const row = (name: string, entries: readonly CacheEntry[], stays: string) => [
        ...[name, String(entries.length), formatBytes(bytesOf(entries)), stays],
      ];
      console.log(folder);
      const rows = [
        row('downloaded files', files, 'stay until they are cleared'),
        row('recorded activations', activations, `limit ${formatBytes(cacheLimit())}`),
      ];
      console.log(textTable(['', 'files', 'size', ''], rows, [1, 2]));
      const before = await oldestRun(folder);
      const used = activations.filter(({ usedAt }) => before !== undefined && usedAt >= before);
      console.log(
        'Of activations those used least recently leave, never those of a run that goes on' +
          (used.length === 0 ? '.' : `: ${formatBytes(bytesOf(used))} now.`) +
          `\n${formatBytes(bytesOf(activations) - bytesOf(used))} can go at once: ventral cache clear --activations. ` +
          'Another limit: VENTRAL_CACHE_LIMIT, such as 500 MB.',
      );
    });
  cache
    .command('clear')
    .description(
      'Delete cached files or activations; they are fetched or recorded anew when needed',
    )
    .option('--files', 'only downloaded files')
    .option('--activations', 'only recorded activations')
    .action(async ({ files, activations }) => {
      const { clearCache, formatBytes } = await import('@ventral/files');
      const folder = await folderOf(cache.opts().cache);
      const one = files === activations ? undefined : files ? 'files' : 'activations';
      const freed = await clearCache(folder, one === undefined ? {} : { what: one });
      console.log(`Freed ${formatBytes(freed)} in ${folder}.`);
    });
}

async function folderOf(named: string | undefined): Promise<string> {
  const { createRunContext } = await import('@ventral/host');
  return named ?? createRunContext().cacheFolder;
}

function bytesOf(entries: readonly CacheEntry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}
