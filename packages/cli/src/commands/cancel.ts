import type { Command } from '@commander-js/extra-typings';
import { jsonText } from '../json-text.ts';
import { statusLines } from '../run-text.ts';
import { findRun, openEngineHere, openStoreHere, withEngineFlags } from '../store-flags.ts';

/** `ventral cancel`: stops a run, from any machine that reaches its store. */
export function addCancel(program: Command): void {
  withEngineFlags(program.command('cancel'))
    .description('Stop a run; what was scored is kept')
    .argument('[run]', 'id of a run, or the beginning of it (default: the latest)')
    .option('--json', 'print the status, and nothing else, to stdout')
    .action(async (id, flags) => {
      const { runStatus } = await import('@ventral/runs');
      await using store = await openStoreHere(flags);
      const run = await findRun(store, id);
      await store.cancel(run.id);
      await using engine = await openEngineHere(flags, store);
      await engine.cancel(run.id);
      const status = await runStatus(run, store);
      if (flags.json) process.stdout.write(jsonText(status));
      else for (const line of statusLines(status)) console.log(line);
    });
}
