import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import type { SiteData } from '@ventral/leaderboard';
import { port } from '../flag-values.ts';
import { openOutputFile } from '../output-file.ts';
import { oneLine } from '../printable.ts';
import { reportError } from '../report-error.ts';

/** What every command of the leaderboard reads. */
type SiteFlags = { readonly published?: string; readonly title?: string };

/** `ventral leaderboard`: score records as a page, and as tables. */
export function addLeaderboard(program: Command): void {
  const group = program
    .command('leaderboard')
    .description('Make a page, or tables, of folders of score records');
  withSiteFlags(group.command('build'))
    .description('Write the page: one HTML file that also opens from disk')
    .requiredOption('--out <folder>', 'where to write index.html')
    .action(async (folders, { out, ...flags }) => {
      const { pageHtml } = await import('@ventral/leaderboard');
      const { writing } = await import('@ventral/files');
      const site = await readSite(folders, flags);
      await writing(mkdir(out, { recursive: true }), out);
      const path = join(out, 'index.html');
      const file = await openOutputFile(path, '--out');
      await file.write(await pageHtml(site));
      sayRefused(site);
      console.log(`${summaryOf(site)}: ${path}`);
    });
  withSiteFlags(group.command('serve'))
    .description('Show the page in a browser, and follow new records')
    .option('--port <number>', 'where to listen (default: 4173)', port)
    .action(async (folders, { port: wanted = 4173, ...flags }) => {
      const { serveSite } = await import('@ventral/leaderboard');
      const read = async () => {
        const site = await readSite(folders, flags);
        sayRefused(site);
        console.error(summaryOf(site));
        return site;
      };
      const server = await serveSite({ folders, read, port: wanted, onProblem: reportError });
      console.log(`${server.address} (Ctrl-C ends it)`);
      await server.closed;
    });
  withSiteFlags(group.command('csv'))
    .description('Print the scores as CSV: a row a model and benchmark')
    .action(async (folders, flags) => {
      const { siteCsv } = await import('@ventral/leaderboard');
      const site = await readSite(folders, flags);
      sayRefused(site);
      process.stdout.write(siteCsv(site));
    });
  withSiteFlags(group.command('bibtex'))
    .description('Print the works behind benchmarks and models as BibTeX')
    .action(async (folders, flags) => {
      const { siteBibtex } = await import('@ventral/leaderboard');
      process.stdout.write(siteBibtex(await readSite(folders, flags)));
    });
  withSiteFlags(group.command('analyses'))
    .description('Print how scores go with accuracy, with each other, and with size')
    .option('--json', 'print JSON')
    .action(async (folders, { json, ...flags }) => {
      const { siteAnalyses } = await import('@ventral/leaderboard');
      const analyses = siteAnalyses(await readSite(folders, flags));
      const { jsonText } = await import('../json-text.ts');
      const { analysesText } = await import('../analyses-text.ts');
      process.stdout.write(json ? jsonText(analyses) : analysesText(analyses));
    });
}

function withSiteFlags(command: Command): Command<[string[]], SiteFlags> {
  return command
    .argument('<folders...>', 'folders of score records (.json)')
    .option('--published <folder>', 'tables that others have printed, shown apart')
    .option('--title <text>', 'title of the page');
}

async function readSite(folders: readonly string[], flags: SiteFlags): Promise<SiteData> {
  const { addRankBands, collectPublished, collectRecords, gatherFacts, makeSiteData } =
    await import('@ventral/leaderboard');
  const { discoverPlugins } = await import('@ventral/host');
  const { readCatalog } = await import('../catalog-file.ts');
  const [{ entries, refused }, published, plugins, catalog] = await Promise.all([
    collectRecords(folders),
    flags.published === undefined ? [] : collectPublished(flags.published),
    discoverPlugins(process.cwd()),
    readCatalog(undefined),
  ]);
  const facts = await gatherFacts(entries, { catalog, plugins });
  const { title } = flags;
  const site = makeSiteData({
    ...{ entries, facts, refused, published },
    ...(title === undefined ? {} : { title }),
  });
  return addRankBands(site, entries);
}

function summaryOf({ models, benchmarks }: SiteData): string {
  return `${counted(models.length, 'model')}, ${counted(benchmarks.length, 'benchmark')}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** Files that are not shown, on stderr; never in silence. */
function sayRefused({ refused }: SiteData): void {
  for (const { file, reason } of refused) {
    console.error(oneLine(`Left out: ${file}: ${reason}`));
  }
}
