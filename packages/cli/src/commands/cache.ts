import type { Command } from '@commander-js/extra-typings';

/** `ventral cache`: shows where the cache is and how much it holds; `clear` empties it, or a part of it. */
export function addCache(program: Command): void {
  const cache = program
    .command('cache')
    .description('Show what the cache holds')
    .option('--cache <folder>', 'the cache folder')
    .action(async (flags) => {
      const { describeCache, formatBytes } = await import('@ventral/files');
      const { textTable } = await import('../text-table.ts');
      const folder = await folderOf(flags.cache);
      const { files, activations } = await describeCache(folder);
      const row = (name: string, entries: readonly { readonly bytes: number }[]) => [
        name,
        String(entries.length),
        formatBytes(entries.reduce((sum, { bytes }) => sum + bytes, 0)),
      ];
      console.log(folder);
      const rows = [row('downloaded files', files), row('recorded activations', activations)];
      console.log(textTable(['', 'files', 'size'], rows, [1, 2]));
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
