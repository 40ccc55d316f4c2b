import type { Command } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import { positiveInteger } from '../flag-values.ts';
import { programFolder, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { durationText } from '../run-text.ts';
import { openEngineHere, openStoreHere, withEngineFlags } from '../store-flags.ts';

/** `ventral worker`: makes scores that an engine hands out, until it is stopped. */
export function addWorker(program: Command): void {
  withEngineFlags(withRunFlags(program.command('worker')))
    .description('Make the scores that a queue hands out, until stopped')
    .option(
      '--at-once <count>',
      'models at a time (default: as cores and memory allow)',
      positiveInteger,
    )
    .option('--until-idle', 'end when the queue is empty')
    .action(async (flags) => {
      const { work } = await import('@ventral/runs');
      await using store = await openStoreHere(flags);
      await using engine = await openEngineHere(flags, store);
      if (engine.work === undefined || engine.address === 'local') {
        throw new VentralError(
          'OPTION_INVALID',
          `The engine '${engine.address}' has no queue to work on.`,
          {
            hint: 'Name one with --engine redis://HOST or postgres://USER@HOST/DB.',
          },
        );
      }
      await runWith(flags, async (settings, say) => {
        const { signal, cacheFolder, mirrors, offline } = settings;
        say(`Working for ${engine.address}, records go to ${store.address}. Ctrl-C stops.`);
        await work(engine, {
          ...{ store, folder: process.cwd(), signal },
          ...{ concurrency: flags.atOnce, untilIdle: flags.untilIdle },
          settings: { cacheFolder, mirrors, offline, program: programFolder },
          onUpdate(event) {
            const cell = event.key.slice(0, 12);
            if (event.kind === 'made') say(`${cell} made in ${durationText(event.seconds)}`);
            if (event.kind === 'failed') say(`${cell} failed: ${event.code}`);
          },
        });
      });
    });
}
