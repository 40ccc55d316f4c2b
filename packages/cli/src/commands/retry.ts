import type { Command } from '@commander-js/extra-typings';
import { positiveInteger } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { runWith } from '../run.ts';
import { withDataFlags } from '../run-flags.ts';
import { statusLines } from '../run-text.ts';
import {
  findRun,
  openEngineHere,
  openStoreHere,
  sharingFlag,
  withEngineFlags,
} from '../store-flags.ts';

/** `ventral retry`: hands out again what failed, was cancelled or was lost. */
export function addRetry(program: Command): void {
  withEngineFlags(withDataFlags(program.command('retry')))
    .description('Try again what failed, was cancelled or was lost')
    .argument('[run]', 'id of a run, or the beginning of it (default: the latest)')
    .option('--at-once <count>', 'models at a time, with --engine local', positiveInteger)
    .option(...sharingFlag)
    .option('--detach', 'submit, and wait for nothing')
    .option('--json', 'print the status, and nothing else, to stdout')
    .action(async (id, flags) => {
      const { resubmitRun, runStatus } = await import('@ventral/runs');
      await using store = await openStoreHere(flags);
      const run = await findRun(store, id);
      const failed = await store.failureKeys();
      for (const { key } of run.cells) if (failed.has(key)) await store.forgetFailure(key);
      await store.resume(run.id);
      const status = await runWith(flags, async (settings, say) => {
        await using engine = await openEngineHere(flags, store);
        await resubmitRun(run, { engine, store });
        if (flags.detach) return await runStatus(run, store);
        const { finishRun } = await import('../watch-run.ts');
        const { atOnce: concurrency, shareActivations } = flags;
        const watch = { run, store, engine, concurrency, shareActivations };
        return await finishRun(watch, settings, say);
      });
      if (!flags.detach && status.made < status.cells) process.exitCode = 1;
      if (flags.json) process.stdout.write(jsonText(status));
      else for (const line of statusLines(status)) console.log(line);
    });
}
