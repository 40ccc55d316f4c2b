import { basename } from 'node:path';
import type {
  Benchmark,
  BenchmarkOptions,
  Metric,
  Model,
  OpenModel,
  PinnedFile,
  RunContext,
  Score,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { openFeatureFile, readLines } from '@ventral/files';
import {
  addressOf,
  featureFileCandidate,
  findPlugin,
  type InstalledPackage,
  loadPlugin,
  type PluginIndex,
} from '@ventral/host';
import { type ChosenLayers, chooseLayers, type LayerSources } from './choose-layers.ts';
import { findModel, type ModelFileOptions, readPreprocessing } from './find-model.ts';
import { isLasting, keptRecord, recordKey } from './kept-records.ts';
import { readLayerMap } from './layer-map-file.ts';
import { makeRecord } from './make-record.ts';
import { nameAndVersion } from './name-and-version.ts';
import type { ScoreRecord } from './record.ts';
import { recordInputFile } from './record-input-file.ts';
import { scoreLayers } from './score-layers.ts';

/** What to score, on what, and how. */
export interface ScoreRequest extends ModelFileOptions {
  /** Id of a model, or path of a model file or of features (.npy). */
  readonly model: string;
  /** Id of a benchmark, with or without its scoreVersion. */
  readonly benchmark: string;
  /** Layers: those that the user names, or a choice made in an earlier run. */
  readonly layers: LayerSources['asked'] | ChosenLayers;
  /** Id of a metric other than the benchmark's own. */
  readonly metric?: string;
  readonly metricOptions: Readonly<Record<string, unknown>>;
  readonly missingParts: 'refuse' | 'leave-out';
  /** Of features: path of a file with the stimulus of each row. */
  readonly stimulusIds?: string;
  /**
   * Keeps the record for later runs of the very same code, model, options and machine: `reuse` takes
   * what an earlier run kept, `renew` scores all the same. Features (.npy) are always scored anew.
   * @default nothing is kept, nor asked for
   */
  readonly keep?: 'reuse' | 'renew';
}

/** A record and the benchmark it is of. */
export interface ScoredRecord {
  readonly record: ScoreRecord;
  readonly benchmark: Benchmark;
  /** Whether an earlier run made it. */
  readonly reused: boolean;
}

/** What became of one candidate: its best score, and those of every layer tried. */
interface Outcome {
  readonly model: ScoreRecord['model'];
  readonly inputs: Partial<ScoreRecord['inputs']>;
  readonly score: Score;
  readonly layers?: ReadonlyMap<string, Score>;
  readonly packages: readonly InstalledPackage[];
}

/** Scores a model, a model file or a file of features on a benchmark, and makes its record. */
export async function runScore(
  request: ScoreRequest,
  index: PluginIndex,
  runContext: RunContext,
): Promise<ScoredRecord> {
  const { metric: metricId, metricOptions, missingParts } = request;
  const benchmark = await loadPlugin(index, 'benchmark', request.benchmark);
  const { package: benchmarkPackage } = findPlugin(index, 'benchmark', request.benchmark);
  const metric = metricId === undefined ? undefined : await loadMetric(metricId, index);
  const options = { metricOptions, missingParts, ...(metric === undefined ? {} : { metric }) };
  const filesUsed = new Map<string, PinnedFile>();
  const fileUsed = (file: PinnedFile) => filesUsed.set(file.hash.digest, file);
  const context: RunContext = { ...runContext, fileUsed };
  const metricPackages =
    metricId === undefined ? [] : [findPlugin(index, 'metric', metricId).package];
  const inputs = {
    ...(metric === undefined ? {} : { metric: metric.id }),
    metricOptions,
    missingParts,
  };
  const finish = async (outcome: Outcome) => {
    const run = {
      ...outcome,
      benchmark,
      benchmarkPackage,
      inputs: { ...outcome.inputs, ...inputs },
      otherPackages: [...outcome.packages, ...metricPackages],
      files: [...filesUsed.values()],
    };
    return makeRecord(run, context);
  };
  if (request.model.endsWith('.npy')) {
    const outcome = await scoreFeatures(request, benchmark, options, context);
    return { record: await finish(outcome), benchmark, reused: false };
  }
  const { memo, seed, device } = context;
  await using opened = await openModel(request, benchmark, index, context);
  const scoreAnew = async () => finish(await scoreModel(opened, benchmark, options, context));
  if (request.keep === undefined) return { record: await scoreAnew(), benchmark, reused: false };
  const key = await recordKey(
    { benchmark: addressOf(benchmark), ...opened.facts, inputs, seed, device },
    [benchmarkPackage, ...opened.packages, ...metricPackages],
  );
  const kept = request.keep === 'reuse' ? await keptRecord(memo, key) : undefined;
  if (kept !== undefined) return { record: kept, benchmark, reused: true };
  const record = await scoreAnew();
  if (isLasting(record.score)) await memo.set(key, record);
  return { record, benchmark, reused: false };
}

async function loadMetric(id: string, index: PluginIndex): Promise<Metric> {
  const metric = await loadPlugin(index, 'metric', id);
  if (metric.source === 'features') return metric as Metric;
  throw new VentralError('OPTION_INVALID', `The metric '${id}' does not compare a model.`, {
    hint: 'Use one that does, such as pls or ridge (ventral list --kind metric).',
  });
}

async function scoreFeatures(
  { model: path, stimulusIds }: ScoreRequest,
  benchmark: Benchmark,
  options: BenchmarkOptions,
  context: RunContext,
): Promise<Outcome> {
  const file = await openFeatureFile(path);
  const ids = stimulusIds === undefined ? undefined : await readLines(stimulusIds);
  const id = basename(path);
  const candidate = featureFileCandidate(id, file, ids);
  const score = await benchmark.score(candidate, context, options);
  const inputs =
    stimulusIds === undefined ? {} : { stimulusIds: await recordInputFile(stimulusIds) };
  return { model: { id, file: await recordInputFile(path) }, inputs, score, packages: [] };
}

/** A model that is open, with the layers to score. */
interface OpenedModel extends AsyncDisposable {
  readonly model: Model;
  readonly open: OpenModel;
  readonly chosen: ChosenLayers;
  /** What the record says of it before it is scored. */
  readonly facts: {
    readonly model: Omit<ScoreRecord['model'], 'layer' | 'regionLayers'>;
    readonly inputs: Partial<ScoreRecord['inputs']>;
    readonly notes: readonly string[];
  };
  readonly packages: readonly InstalledPackage[];
}

async function openModel(
  request: ScoreRequest,
  benchmark: Benchmark,
  index: PluginIndex,
  context: RunContext,
): Promise<OpenedModel> {
  const preprocessing = await readPreprocessing(request.preprocessing);
  const { imageSize } = request;
  const fileOptions = { preprocessing, ...(imageSize === undefined ? {} : { imageSize }) };
  const { model, package: modelPackage, file } = await findModel(request.model, fileOptions, index);
  const open = await model.open(context);
  try {
    const asked = request.layers;
    const chosen =
      'choices' in asked
        ? asked
        : chooseLayers(benchmark, {
            model,
            open,
            map: await readLayerMap(request.model, open),
            asked,
            missingParts: request.missingParts,
          });
    const facts = {
      model: {
        id: model.id,
        package: nameAndVersion(modelPackage),
        scoreVersion: model.scoreVersion,
        ...(file === undefined ? {} : { file: await recordInputFile(file) }),
        digest: open.digest,
        layerChosenBy: chosen.chosenBy,
      },
      inputs: { ...fileOptions, layers: chosen.choices },
      notes: [...(open.notes ?? []), ...chosen.notes],
    };
    const packages = [modelPackage];
    const close = () => open[Symbol.asyncDispose]();
    return { model, open, chosen, facts, packages, [Symbol.asyncDispose]: close };
  } catch (error) {
    await open[Symbol.asyncDispose]();
    throw error;
  }
}

async function scoreModel(
  { model, open, chosen: { choices }, facts, packages }: OpenedModel,
  benchmark: Benchmark,
  options: BenchmarkOptions,
  context: RunContext,
): Promise<Outcome> {
  const scoring = { model, open, benchmark, choices, options };
  const { scores, best, bestScore, leftOut } = await scoreLayers(scoring, context);
  const notes = [...(bestScore.notes ?? []), ...facts.notes, ...leftOut];
  const layers = typeof best === 'string' ? { layer: best } : { regionLayers: best };
  return {
    model: { ...facts.model, ...layers },
    inputs: facts.inputs,
    score: notes.length === 0 ? bestScore : { ...bestScore, notes },
    ...(scores.size > 1 ? { layers: scores } : {}),
    packages,
  };
}
