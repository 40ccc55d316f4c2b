import { resolve } from 'node:path';
import type { Command, OptionValues } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type { Engine, Run, RunStore } from '@ventral/runs';
import type { RunFlags } from './run-flags.ts';

/** Flags of every command on runs. */
export type StoreFlags = { readonly store?: string };

/** Flags of those that hand cells out, or work on them. */
export type EngineFlags = StoreFlags & {
  readonly engine?: string;
  readonly template?: string;
  readonly shareActivations?: true;
};

/** Of the commands that begin workers, or are one. */
export const sharingFlag = [
  '--share-activations',
  'keep activations in the store too, for other machines: they may be gigabytes',
] as const;

/** Adds the flag that says where records are kept. */
export function withStoreFlag<Args extends unknown[], Flags extends OptionValues>(
  command: Command<Args, Flags>,
): Command<Args, Flags & StoreFlags> {
  const withStore = command.option(
    '--store <where>',
    'a folder, or s3://bucket/prefix (default: $VENTRAL_STORE, else ./scores)',
  );
  return withStore as unknown as Command<Args, Flags & StoreFlags>;
}

/** Adds the flags that say where records are kept, and who hands out the work. */
export function withEngineFlags<Args extends unknown[], Flags extends OptionValues>(
  command: Command<Args, Flags>,
): Command<Args, Flags & EngineFlags> {
  const withAll = withStoreFlag(command)
    .option(
      '--engine <address>',
      'local, slurm[:PARTITION], redis://HOST or postgres://USER@HOST/DB (default: $VENTRAL_ENGINE, else local)',
    )
    .option('--template <file>', 'of the batch script, for slurm');
  return withAll as unknown as Command<Args, Flags & EngineFlags>;
}

/** Opens the store that a flag or the environment names. */
export async function openStoreHere({ store }: StoreFlags): Promise<RunStore> {
  const { openStore, RunStore } = await import('@ventral/runs');
  const address = store ?? process.env.VENTRAL_STORE ?? 'scores';
  return new RunStore(await openStore(address, process.cwd()));
}

/** Opens the engine that a flag or the environment names. */
export async function openEngineHere(
  { engine, template, ...flags }: EngineFlags & RunFlags,
  store: RunStore,
  peakBytes?: number,
): Promise<Engine> {
  const { openEngine } = await import('@ventral/runs');
  const address = engine ?? process.env.VENTRAL_ENGINE ?? 'local';
  const command = ['npx', '--no', 'ventral', 'worker', ...workerFlags(flags)];
  return openEngine(address, { folder: process.cwd(), store, peakBytes, template, command });
}

/** What the workers of a cluster are begun with, as they would be by hand. */
function workerFlags({
  cache,
  mirror = [],
  offline,
  shareActivations,
}: EngineFlags & RunFlags): readonly string[] {
  return [
    ...(cache === undefined ? [] : ['--cache', resolve(cache)]),
    ...mirror.flatMap((folder) => ['--mirror', resolve(folder)]),
    ...(offline ? ['--offline'] : []),
    ...(shareActivations ? [sharingFlag[0]] : []),
  ];
}

/**
 * A run of a store, by its id or the beginning of it; the latest where none is named.
 *
 * @throws VentralError `OPTION_INVALID`
 */
export async function findRun(store: RunStore, id: string | undefined): Promise<Run> {
  const ids = await store.runIds();
  const found = id === undefined ? ids.at(-1) : ids.find((one) => one.startsWith(id));
  const run = found === undefined ? undefined : await store.run(found);
  if (run !== undefined) return run;
  const message =
    id === undefined ? `There is no run in ${store.address}.` : `There is no run '${id}' there.`;
  throw new VentralError('OPTION_INVALID', message, {
    hint:
      ids.length === 0
        ? 'Begin one with: ventral run PLAN; or name another store: --store.'
        : `The latest are: ${ids.slice(-3).join(', ')}`,
  });
}
