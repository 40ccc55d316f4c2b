import { VentralError } from '@ventral/errors';
import { addressOf, type PluginIndex } from '@ventral/host';
import type { ChosenLayers } from './choose-layers.ts';
import type { Features } from './features.ts';
import type { ProjectRun } from './project-run.ts';
import type { RecordedPlugin, ScoreRecord } from './record.ts';
import { runScore, type ScoreTask } from './run-score.ts';

/** What a record names by its content, not by its place. */
export interface RecordedModelSource {
  readonly model?: string | Features | undefined;
  readonly stimulusIds?: string | undefined;
}

/**
 * Scores again as a record says: with its inputs, seed and device, by the plugins installed here, of
 * the recorded scoreVersion where that is among them. The model is run again, whatever the cache holds.
 *
 * @throws VentralError `OPTION_INVALID` where a file that the record names is not given
 */
export async function recomputeRecord(
  record: ScoreRecord,
  source: RecordedModelSource,
  run: ProjectRun,
): Promise<ScoreRecord> {
  const { plugins, context } = run;
  const { benchmark, inputs, metrics, seed, device } = record;
  const metric = metrics.find(({ id }) => id === inputs.metric);
  const { preprocessing, imageSize, visualDegrees, metricOptions, missingParts } = inputs;
  const task: ScoreTask = {
    model: modelOf(record, source, plugins),
    benchmark: installedAddress(benchmark, 'benchmark', plugins),
    chosen: chosenLayers(record),
    metricOptions,
    missingParts,
    preprocessing,
    imageSize,
    visualDegrees,
    alone: true,
    metric: metric && installedAddress(metric, 'metric', plugins),
    stimulusIds: stimulusIdsOf(record, source),
  };
  // What the cache says of a model is what it said then.
  const renewing = { ...context, seed, device, renewal: {} };
  const again = await runScore(task, { ...run, context: renewing });
  return again.record;
}

function modelOf(
  { model }: ScoreRecord,
  source: RecordedModelSource,
  plugins: PluginIndex,
): string | Features {
  if (model.file !== undefined) return requireGiven(source.model, '--model', model.file.name);
  if (source.model !== undefined) {
    throw new VentralError('OPTION_INVALID', `The model '${model.id}' comes with a package.`, {
      hint: 'Leave out --model: it is for records of model files and of features.',
    });
  }
  return installedAddress({ scoreVersion: 1, ...model }, 'model', plugins);
}

function stimulusIdsOf({ inputs }: ScoreRecord, source: RecordedModelSource): string | undefined {
  // Features in memory bring their own.
  if (inputs.stimulusIds === undefined || typeof source.model === 'object') return undefined;
  return requireGiven(source.stimulusIds, '--stimulus-ids', inputs.stimulusIds.name);
}

function requireGiven<Given>(given: Given | undefined, option: string, name: string): Given {
  if (given !== undefined) return given;
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
  { plugins }: PluginIndex,
): string {
  const { id, scoreVersion } = plugin;
  const isInstalled = plugins.some(
    (entry) => entry.kind === kind && entry.id === id && entry.scoreVersion === scoreVersion,
  );
  return isInstalled ? addressOf(plugin) : id;
}
