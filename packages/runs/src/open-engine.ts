import { VentralError } from '@ventral/errors';
import { importFromProject } from '@ventral/host';
import type { Engine } from './engine.ts';
import { localEngine } from './local-engine.ts';
import type { RunStore } from './run-store.ts';

/** What an engine is opened with. */
export interface EngineSettings {
  /** Of the project whose plugins score. */
  readonly folder: string;
  readonly store: RunStore;
  /** Of the most hungry cell, where earlier records say so. */
  readonly peakBytes?: number | undefined;
  /** Path of a template of the batch script, for clusters. */
  readonly template?: string | undefined;
  /** Tasks at a time, for clusters. @default as many as the cluster runs */
  readonly tasks?: number | undefined;
  /** The command that begins a worker, for clusters. @default npx --no ventral worker */
  readonly command?: readonly string[] | undefined;
}

/** What opens an address: an export of a package that is installed beside Ventral. */
export type OpenEngine = (address: string, settings: EngineSettings) => Promise<Engine>;

const packages = [
  [/^(rediss?|postgres(ql)?):\/\//, '@ventral/engine-bullmq', 'openBullmqEngine'],
  [/^slurm(:|$)/, '@ventral/engine-slurm', 'openSlurmEngine'],
] as const;

/**
 * Opens an engine by its address: `local`; `redis://` or `postgres://`, which @ventral/engine-bullmq opens;
 * `slurm` or `slurm:PARTITION`, which @ventral/engine-slurm opens.
 *
 * @throws VentralError `DEPENDENCY_MISSING`, `OPTION_INVALID`, `ENGINE_UNAVAILABLE`
 */
export async function openEngine(address: string, settings: EngineSettings): Promise<Engine> {
  if (address === 'local') return localEngine(settings.peakBytes);
  const known = packages.find(([pattern]) => pattern.test(address));
  if (known === undefined) {
    throw new VentralError('OPTION_INVALID', `'${address}' is no engine.`, {
      hint: 'Use local, slurm, redis://HOST or postgres://USER@HOST/DATABASE.',
    });
  }
  const [, name, exported] = known;
  const what = `The engine ${address.replace(/\/\/.*@/, '//')}`;
  const open = (await importFromProject(name, exported, settings.folder, what)) as OpenEngine;
  return open(address, settings);
}
