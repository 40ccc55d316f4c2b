import { type Command, Option } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type { ChunkEvent } from '@ventral/runs';
import { positiveInteger } from '../flag-values.ts';
import { reportError } from '../report-error.ts';
import { programFolder, runWith } from '../run.ts';
import { withDataFlags } from '../run-flags.ts';
import { durationText } from '../run-text.ts';
import { openEngineHere, openStoreHere, sharingFlag, withEngineFlags } from '../store-flags.ts';

/** `ventral worker`: makes scores that an engine hands out, until it is stopped. */
export function addWorker(program: Command): void {
  withEngineFlags(withDataFlags(program.command('worker')))
    .description('Make the scores that a queue hands out, until stopped')
    .option(
      '--at-once <count>',
      'models at a time (default: as cores and memory allow)',
      positiveInteger,
    )
    .option(...sharingFlag)
    .option('--until-idle', 'end when the queue is empty')
    .addOption(new Option('--run <id>', 'the run of one chunk, as a cluster begins it').hideHelp())
    .addOption(new Option('--chunk <name>', 'that chunk').hideHelp())
    .action(async (flags) => {
      const { work } = await import('@ventral/runs');
      const { shareActivations } = flags;
      await using store = await openStoreHere(flags);
      await using engine = await openEngineHere(flags, store);
      await runWith(flags, async ({ signal, cacheFolder, mirrors, offline }, say) => {
        const settings = {
          ...{ store, folder: process.cwd(), signal },
          settings: { cacheFolder, mirrors, offline, program: programFolder, shareActivations },
          onUpdate(event: ChunkEvent) {
            const cell = event.key.slice(0, 12);
            if (event.kind === 'made') say(`${cell} made in ${durationText(event.seconds)}`);
            if (event.kind === 'failed') say(`${cell} failed: ${event.code}`);
          },
          onProblem: reportError,
        };
        if (flags.run !== undefined && flags.chunk !== undefined && engine.workChunk) {
          const left = await engine.workChunk(flags.run, flags.chunk, settings);
          if (left > 0) process.exitCode = 1;
          return;
        }
        if (engine.work === undefined || engine.address === 'local') {
          throw new VentralError(
            'OPTION_INVALID',
            `The engine '${engine.address}' has no queue to work on.`,
            { hint: 'Name one with --engine redis://HOST or postgres://USER@HOST/DB.' },
          );
        }
        say(`Working for ${engine.address}, records go to ${store.address}. Ctrl-C stops.`);
        const { atOnce: concurrency, untilIdle } = flags;
        await work(engine, { ...settings, concurrency, untilIdle });
      });
    });
}
