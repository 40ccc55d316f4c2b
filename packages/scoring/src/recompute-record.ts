import type { RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { addressOf, type PluginIndex } from '@ventral/host';
import type { ChosenLayers } from './choose-layers.ts';
import type { RecordedPlugin, ScoreRecord } from './record.ts';
import { runScore, type ScoreRequest } from './run-score.ts';

/** Files that a record names by their content, not by their place. */
export interface RecordedInputPaths {
  readonly model?: string;
  readonly stimulusIds?: string;
}

/**
 * Scores again as a record says: with its inputs, seed and device, by the plugins installed here, of
 * the recorded scoreVersion where that is among them.
 *
 * @throws VentralError `OPTION_INVALID` where a file that the record names is not given
 */
export async function recomputeRecord(
  record: ScoreRecord,
  paths: RecordedInputPaths,
  index: PluginIndex,
  context: RunContext,
): Promise<ScoreRecord> {
  const { benchmark, inputs, metrics, seed, device } = record;
  const metric = metrics.find(({ id }) => id === inputs.metric);
  const { preprocessing, imageSize, metricOptions, missingParts } = inputs;
  const request: ScoreRequest = {
    model: modelOf(record, paths, index),
    benchmark: installedAddress(benchmark, 'benchmark', index),
    layers: chosenLayers(record),
    metricOptions,
    missingParts,
    ...(preprocessing === undefined ? {} : { preprocessing }),
    ...(imageSize === undefined ? {} : { imageSize }),
    ...(metric === undefined ? {} : { metric: installedAddress(metric, 'metric', index) }),
    ...stimulusIdsOf(record, paths),
  };
  const run = await runScore(request, index, { ...context, seed, device });
  return run.record;
}

function modelOf({ model }: ScoreRecord, paths: RecordedInputPaths, index: PluginIndex): string {
  if (model.file !== undefined) return requirePath(paths.model, '--model', model.file.name);
  if (paths.model !== undefined) {
    throw new VentralError('OPTION_INVALID', `The model '${model.id}' comes with a package.`, {
      hint: 'Leave out --model: it is for records of model files and of features.',
    });
  }
  return installedAddress({ scoreVersion: 1, ...model }, 'model', index);
}

function stimulusIdsOf({ inputs }: ScoreRecord, paths: RecordedInputPaths): RecordedInputPaths {
  if (inputs.stimulusIds === undefined) return {};
  const { name } = inputs.stimulusIds;
  return { stimulusIds: requirePath(paths.stimulusIds, '--stimulus-ids', name) };
}

function requirePath(path: string | undefined, option: string, name: string): string {
  if (path !== undefined) return path;
  throw new VentralError('OPTION_INVALID', `The record was made with the file ${name}.`, {
    hint: `Say where it lies with: ${option} path/to/${name}`,
  });
}

// Who chose the layers then does not matter now: the same are scored again.
function chosenLayers({ inputs, model }: ScoreRecord): ChosenLayers {
  return { choices: inputs.layers ?? [], chosenBy: model.layerChosenBy ?? 'user', notes: [] };
}

function installedAddress(
  plugin: RecordedPlugin,
  kind: 'benchmark' | 'metric' | 'model',
  index: PluginIndex,
): string {
  const { id, scoreVersion } = plugin;
  const isInstalled = index.plugins.some(
    (entry) => entry.kind === kind && entry.id === id && entry.scoreVersion === scoreVersion,
  );
  return isInstalled ? addressOf(plugin) : id;
}
