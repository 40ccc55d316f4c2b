import { VentralError } from '@ventral/errors';
import { addressOf, findPlugin, type PluginIndex } from '@ventral/host';
import type { ChosenLayers } from './choose-layers.ts';
import type { Features } from './features.ts';
import type { ProjectRun } from './project-run.ts';
import type { RecordedPlugin, ScoreRecord } from './record.ts';
import { excessOf } from './record-cost.ts';
import { runScore, type ScoreTask } from './run-score.ts';

/** What a record names by its content, not by its place. */
export interface RecordedModelSource {
  readonly model?: string | Features | undefined;
  readonly stimulusIds?: string | undefined;
  /** Path of the tokenizer of a model file of language. */
  readonly tokenizer?: string | undefined;
}

/** A run that can ask whether a record is to be trusted. */
export interface VerifyRun extends ProjectRun {
  /** Refuses what the record asks for, a sentence, unless it is confirmed. */
  readonly require: (asked: string) => Promise<void>;
}

/**
 * Scores again as a record says: with its inputs and seed, on the device of the run, by the plugins installed here, of
 * the recorded scoreVersion where that is among them. The model is run again, whatever the cache holds.
 *
 * No file is read because a record names it: only those that are given, and those of plugins.
 *
 * @throws VentralError `OPTION_INVALID` where a file that the record names is not given;
 *   `RECORD_INVALID` where the record names a file in the place of what it held
 */
export async function recomputeRecord(
  record: ScoreRecord,
  source: RecordedModelSource,
  run: VerifyRun,
): Promise<ScoreRecord> {
  const { plugins, context, require } = run;
  const { benchmark, inputs, metrics, seed } = record;
  const metric = metrics.find(({ id }) => id === inputs.metric);
  const { preprocessing, imageSize, visualDegrees, metricOptions, missingParts, time } = inputs;
  requireContent(preprocessing);
  const benchmarkAddress = installedAddress(benchmark, 'benchmark', plugins);
  const metricAddress = metric && installedAddress(metric, 'metric', plugins);
  const task: ScoreTask = {
    model: modelOf(record, source, plugins),
    benchmark: benchmarkAddress,
    chosen: chosenLayers(record),
    metricOptions,
    missingParts,
    time,
    preprocessing,
    imageSize,
    visualDegrees,
    tokenizer: tokenizerOf(record, source),
    alone: true,
    metric: metricAddress,
    stimulusIds: stimulusIdsOf(record, source),
  };
  const excess = await excessOf(record, benchmarkAddress, metricAddress, plugins);
  if (excess !== undefined) await require(excess);
  // What the cache says of a model is what it said then.
  const renewing = { ...context, seed, renewal: {} };
  const again = await runScore(task, { ...run, context: renewing, choosesDevice: false });
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
  const address = installedAddress({ scoreVersion: 1, ...model }, 'model', plugins);
  // An id that is none could be the path of a file.
  findPlugin(plugins, 'model', address);
  return address;
}

function stimulusIdsOf({ inputs }: ScoreRecord, source: RecordedModelSource): string | undefined {
  // Features in memory bring their own.
  if (inputs.stimulusIds === undefined || typeof source.model === 'object') return undefined;
  return requireGiven(source.stimulusIds, '--stimulus-ids', inputs.stimulusIds.name);
}

function tokenizerOf({ inputs }: ScoreRecord, source: RecordedModelSource): string | undefined {
  if (inputs.tokenizer === undefined) return undefined;
  return requireGiven(source.tokenizer, '--tokenizer', inputs.tokenizer.name);
}

function requireGiven<Given>(given: Given | undefined, option: string, name: string): Given {
  if (given !== undefined) return given;
  throw new VentralError('OPTION_INVALID', `The record was made with the file ${name}.`, {
    hint: `Say where it lies with: ${option} path/to/${name}`,
  });
}

function requireContent(preprocessing: unknown): void {
  if (typeof preprocessing !== 'string' || !/\.json$/i.test(preprocessing)) return;
  throw new VentralError(
    'RECORD_INVALID',
    `The record names the file ${preprocessing} as its preprocessing, in the place of what it held.`,
    { hint: 'Get the record again from whoever made it.' },
  );
}

// Who chose the layers then does not matter now: the same are scored again.
function chosenLayers({ inputs, model }: ScoreRecord): ChosenLayers {
  const { layers: choices = [] } = inputs;
  const distinct = new Set(choices.map((choice) => JSON.stringify(choice)));
  // Features have no layers.
  const isOfModel = model.digest !== undefined;
  if (distinct.size < choices.length || (isOfModel && choices.length === 0)) {
    const tried = `${choices.length} layers tried, ${distinct.size} of them different`;
    throw new VentralError('RECORD_INVALID', `The record names ${tried}.`, {
      hint: 'A record names each layer once, and at least one.',
    });
  }
  return { choices, chosenBy: model.layerChosenBy ?? 'user', notes: [] };
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
