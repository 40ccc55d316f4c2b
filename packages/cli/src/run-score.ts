import { basename } from 'node:path';
import {
  type Benchmark,
  type BenchmarkOptions,
  featureFileCandidate,
  findPlugin,
  type InstalledPackage,
  loadPlugin,
  type Metric,
  openFeatureFile,
  type PinnedFile,
  type PluginIndex,
  type RunContext,
  type Score,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import type { ScoreRecord } from '@ventral/records';
import { type ChosenLayers, chooseLayers, type LayerSources } from './choose-layers.ts';
import { findModel, type ModelFileOptions, readPreprocessing } from './find-model.ts';
import { readLayerMap } from './layer-map-file.ts';
import { makeRecord, nameAndVersion } from './make-record.ts';
import { readLines } from './read-lines.ts';
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
}

/** A record and the benchmark it is of. */
export interface ScoredRecord {
  readonly record: ScoreRecord;
  readonly benchmark: Benchmark;
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
  const outcome = request.model.endsWith('.npy')
    ? await scoreFeatures(request, benchmark, options, context)
    : await scoreModel(request, benchmark, options, index, context);
  const metricPackages =
    metricId === undefined ? [] : [findPlugin(index, 'metric', metricId).package];
  const run = {
    ...outcome,
    benchmark,
    benchmarkPackage,
    inputs: {
      ...outcome.inputs,
      ...(metric === undefined ? {} : { metric: metric.id }),
      metricOptions,
      missingParts,
    },
    otherPackages: [...outcome.packages, ...metricPackages],
    files: [...filesUsed.values()],
  };
  return { record: await makeRecord(run, context), benchmark };
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

async function scoreModel(
  request: ScoreRequest,
  benchmark: Benchmark,
  options: BenchmarkOptions,
  index: PluginIndex,
  context: RunContext,
): Promise<Outcome> {
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
    const { choices, chosenBy } = chosen;
    const scoring = { model, open, benchmark, choices, options };
    const { scores, best, bestScore, leftOut } = await scoreLayers(scoring, context);
    const notes = [...(bestScore.notes ?? []), ...(open.notes ?? []), ...chosen.notes, ...leftOut];
    return {
      model: {
        id: model.id,
        package: nameAndVersion(modelPackage),
        scoreVersion: model.scoreVersion,
        ...(file === undefined ? {} : { file: await recordInputFile(file) }),
        digest: open.digest,
        ...(typeof best === 'string' ? { layer: best } : { regionLayers: best }),
        layerChosenBy: chosenBy,
      },
      inputs: { ...fileOptions, layers: choices },
      score: notes.length === 0 ? bestScore : { ...bestScore, notes },
      ...(scores.size > 1 ? { layers: scores } : {}),
      packages: [modelPackage],
    };
  } finally {
    await open[Symbol.asyncDispose]();
  }
}
