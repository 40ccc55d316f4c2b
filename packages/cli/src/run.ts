import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createRunContext, findProject } from '@ventral/host';
import { createProgress } from './progress.ts';

/** Settings that every command which reads data or runs a model takes. */
export interface RunOptions {
  readonly cache?: string;
  readonly mirror?: readonly string[];
  readonly offline?: boolean;
  readonly seed?: number;
  readonly device?: string;
}

/**
 * Runs `work` with a context made of the command's options, the environment and the project's
 * settings, showing progress, and stopping in good order at Ctrl-C.
 *
 * Mirrors are searched in this order: `--mirror`, `$VENTRAL_MIRROR`, and those folders of
 * `ventral.mirrors` in the project's package.json (relative to it) that exist.
 */
export async function runWith<Result>(
  options: RunOptions,
  work: (context: RunContext) => Promise<Result>,
): Promise<Result> {
  const { device = 'cpu' } = options;
  if (device !== 'cpu' && device !== 'cuda') {
    throw new VentralError('OPTION_INVALID', `--device is '${device}'.`, {
      hint: 'Use cpu or cuda.',
    });
  }
  const interruption = new AbortController();
  // Stays registered after the first signal: libraries that clean up at exit end the process when
  // they find nobody else listening.
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(1);
    console.error('Stopping after the current step; press Ctrl-C again to stop at once.');
    interruption.abort();
  };
  const progress = createProgress();
  const defaults = createRunContext();
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    return await work({
      ...defaults,
      cacheFolder: options.cache ?? defaults.cacheFolder,
      mirrors: [...(options.mirror ?? []), ...defaults.mirrors, ...(await projectMirrors())],
      offline: options.offline ?? defaults.offline,
      seed: options.seed ?? defaults.seed,
      device,
      signal: interruption.signal,
      report: progress.report,
    });
  } finally {
    progress.stop();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

async function projectMirrors(): Promise<readonly string[]> {
  const project = await findProject(process.cwd());
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
