import type { PinnedFile } from '@ventral/core';
import { isVentralError, VentralError } from '@ventral/errors';
import { missingFiles } from '@ventral/files';
import { loadPlugin } from '@ventral/host';
import type { Features } from './features.ts';
import type { ProjectRun } from './project-run.ts';

/** What is to be scored, as far as files are wanted for it. */
export interface FilesRequest {
  /** Ids of benchmarks. */
  readonly benchmarks: readonly string[];
  /** Ids of models, and what has no files to fetch: model files, features. */
  readonly models: readonly (string | Features)[];
}

/** Files of a plugin that are in no cache and no mirror. */
export interface MissingFiles {
  /** Id of the benchmark or model. */
  readonly id: string;
  readonly files: readonly PinnedFile[];
}

/**
 * What a request would have to fetch: of its benchmarks, then of each model that comes with a package.
 * Of what a benchmark names, a score may need less.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND` for a benchmark
 */
export async function missingForRequest(
  { benchmarks, models }: FilesRequest,
  { plugins, context }: ProjectRun,
): Promise<readonly MissingFiles[]> {
  const isModel = (id: string | Features): id is string =>
    typeof id === 'string' &&
    plugins.plugins.some((one) => one.kind === 'model' && one.id === id.split('@')[0]);
  const all = [
    ...(await Promise.all(benchmarks.map((id) => loadPlugin(plugins, 'benchmark', id)))),
    ...(await Promise.all(models.filter(isModel).map((id) => loadPlugin(plugins, 'model', id)))),
  ];
  const found = await Promise.all(
    all.map(async ({ id, files }) => ({ id, files: await missingFiles(files, context) })),
  );
  return found.filter(({ files }) => files.length > 0);
}

/** Does the work of a request; where a file cannot be had, the error says which lines fetch it elsewhere. */
export async function sayingWhatFetches<Result>(
  request: FilesRequest,
  run: ProjectRun,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isVentralError(error, 'DATA_UNAVAILABLE')) throw error;
    const lines = (await missingForRequest(request, run)).map(
      ({ id }) => `ventral data pull ${id} --to DIR`,
    );
    if (lines.length === 0) throw error;
    throw new VentralError(error.code, error.message, {
      hint:
        `On a machine with network, run: ${lines.join('; ')}. ` +
        'Then give that folder here: --mirror DIR, or VENTRAL_MIRROR=DIR.',
      cause: error,
    });
  }
}
