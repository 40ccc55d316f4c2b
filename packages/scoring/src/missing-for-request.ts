import type { PinnedFile } from '@ventral/core';
import { missingFiles } from '@ventral/files';
import { loadPlugin } from '@ventral/host';
import type { Features } from './features.ts';
import type { ProjectRun } from './project-run.ts';

/** Files of a plugin that are in no cache and no mirror. */
export interface MissingFiles {
  /** Id of the benchmark or model. */
  readonly id: string;
  readonly files: readonly PinnedFile[];
}

/**
 * What a comparison would have to fetch: of its benchmark, then of each model that comes with a package.
 * Of what a benchmark names, a score may need less.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND` for the benchmark
 */
export async function missingForRequest(
  { benchmark, models }: { benchmark: string; models: readonly (string | Features)[] },
  { plugins, context }: ProjectRun,
): Promise<readonly MissingFiles[]> {
  const isModel = (id: string | Features): id is string =>
    typeof id === 'string' &&
    plugins.plugins.some((one) => one.kind === 'model' && one.id === id.split('@')[0]);
  const all = [
    await loadPlugin(plugins, 'benchmark', benchmark),
    ...(await Promise.all(models.filter(isModel).map((id) => loadPlugin(plugins, 'model', id)))),
  ];
  const found = await Promise.all(
    all.map(async ({ id, files }) => ({ id, files: await missingFiles(files, context) })),
  );
  return found.filter(({ files }) => files.length > 0);
}
