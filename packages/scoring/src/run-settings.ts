import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Device,
  devices,
  type ProgressEvent,
  type RunContext,
  type SharedFiles,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createRunContext, findProject } from '@ventral/host';
import * as v from 'valibot';
import { checkRequest, type RequestFields } from './check-request.ts';

/** How a request is met. */
export interface RunSettings {
  /**
   * Folder for downloaded files, activations and results that took long.
   * @default `$VENTRAL_CACHE`, else `~/.cache/ventral`
   */
  readonly cacheFolder?: string | undefined;
  /**
   * Folders with a `SHA256SUMS` file, searched by hash before the network; after them those of
   * `$VENTRAL_MIRROR`, and those of `ventral.mirrors` in the project's package.json that exist.
   */
  readonly mirrors?: readonly string[] | undefined;
  /**
   * Whether data have to be there already.
   * @default whether `$VENTRAL_OFFLINE` is set
   */
  readonly offline?: boolean | undefined;
  /**
   * Seed of every random choice, from 0 to 4294967295.
   * @default 1, the seed of published Brain-Score splits
   */
  readonly seed?: number | undefined;
  /**
   * What models run on. `auto`: `score` and `compare` take a graphics card, by WebGPU, where there is one and the
   * network is large enough to gain; else the CPU, and so does all other work.
   * @default 'auto'
   */
  readonly device?: Device | 'auto' | undefined;
  /**
   * Where activations are looked for before they are recorded, and put once they are.
   * @default they stay in the cache folder
   */
  readonly sharedActivations?: SharedFiles | undefined;
  /** Ends the work soon after it aborts, with `INTERRUPTED`; the same request then goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far long steps are; called often. */
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
}

export const seedField = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1));

const settingsFields: RequestFields<RunSettings> = {
  cacheFolder: v.optional(v.string()),
  mirrors: v.optional(v.array(v.string())),
  offline: v.optional(v.boolean()),
  seed: v.optional(seedField),
  device: v.optional(v.string()),
  sharedActivations: v.optional(
    v.object({ fetch: v.function(), add: v.function(), remove: v.function() }),
  ),
  signal: v.optional(v.instance(AbortSignal)),
  onProgress: v.optional(v.function()),
};

/**
 * The run context that settings make, with the mirrors of the project that a folder belongs to: what
 * plugins are called with.
 *
 * @default folder the current one
 * @throws VentralError `OPTION_INVALID` for what is no setting, naming it
 */
export async function createProjectContext(
  folder: string = process.cwd(),
  settings: RunSettings = {},
): Promise<RunContext> {
  checkRequest(settingsFields, settings, 'settings');
  const { mirrors = [], seed, device: asked, signal, onProgress, ...shared } = settings;
  const { cacheFolder, offline, sharedActivations } = shared;
  const device = namedDevice(asked);
  const given = {
    ...{ cacheFolder, offline, seed, device, signal, report: onProgress },
    sharedActivations,
  };
  const context = createRunContext(withoutUndefined(given));
  const all = [...mirrors, ...context.mirrors, ...(await projectMirrors(folder))];
  return { ...context, mirrors: all };
}

/** What is set, without what is there but undefined: that is not set. */
export function withoutUndefined<Value extends object>(value: Value): Defined<Value> {
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries) as Defined<Value>;
}

type Defined<Value> = { [Key in keyof Value]?: Exclude<Value[Key], undefined> };

/** Undefined where none is named. */
function namedDevice(asked: string | undefined): Device | undefined {
  if (asked === undefined || asked === 'auto') return undefined;
  const device = devices.find((one) => one === asked);
  if (device !== undefined) return device;
  throw new VentralError('OPTION_INVALID', `--device is '${asked}'.`, {
    hint: `Use auto, ${devices.join(', ')}.`,
  });
}

async function projectMirrors(folder: string): Promise<readonly string[]> {
  const project = await findProject(folder);
  const settings = project?.packageJson.ventral as { mirrors?: unknown } | undefined;
  if (project === undefined || settings?.mirrors === undefined) return [];
  const { mirrors } = settings;
  if (!Array.isArray(mirrors) || mirrors.some((mirror) => typeof mirror !== 'string')) {
    throw new VentralError(
      'OPTION_INVALID',
      `ventral.mirrors in ${join(project.folder, 'package.json')} is not a list of folders.`,
    );
  }
  // A project's settings travel with it to machines that may not have the folder.
  return mirrors.map((mirror) => resolve(project.folder, mirror)).filter(existsSync);
}
