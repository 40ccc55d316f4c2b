import { basename } from 'node:path';
import {
  type Benchmark,
  type BenchmarkOptions,
  discoverPlugins,
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
  type ScoreRecord,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { chooseLayers } from '../choose-layers.ts';
import { findModel, type ModelFileOptions } from '../find-model.ts';
import { readLayerMap } from '../layer-map-file.ts';
import { makeRecord, nameAndVersion } from '../make-record.ts';
import { parseOptionValues } from '../option-values.ts';
import { reserveOutputFile } from '../output-file.ts';
import { printScore } from '../print-score.ts';
import { readLines } from '../read-lines.ts';
import { type RunOptions, runWith } from '../run.ts';
import { scoreLayers } from '../score-layers.ts';

/** Options of `ventral score`. */
export interface ScoreOptions extends RunOptions, ModelFileOptions {
  readonly layer?: string;
  readonly layers?: readonly string[];
  readonly metric?: string;
  readonly option?: readonly string[];
  readonly missing?: 'refuse' | 'leave-out';
  readonly stimulusIds?: string;
  readonly output?: string;
  readonly json?: boolean;
}

/** What became of one candidate: its best score, and those of every layer tried. */
interface Outcome {
  readonly model: ScoreRecord['model'];
  readonly score: Score;
  readonly layers?: ReadonlyMap<string, Score>;
  readonly packages: readonly InstalledPackage[];
}

/** Scores a model, a model file or a file of features on a benchmark. */
export async function score(
  modelArgument: string,
  benchmarkId: string,
  options: ScoreOptions,
): Promise<void> {
  const index = await discoverPlugins(process.cwd());
  const benchmark = await loadPlugin(index, 'benchmark', benchmarkId);
  const { package: benchmarkPackage } = findPlugin(index, 'benchmark', benchmarkId);
  const benchmarkOptions: BenchmarkOptions = {
    metricOptions: parseOptionValues(options.option),
    missingParts: options.missing ?? 'refuse',
    ...(options.metric === undefined ? {} : { metric: await loadMetric(options.metric, index) }),
  };
  const output = options.output === undefined ? undefined : await reserveOutputFile(options.output);
  try {
    const record = await runWith(options, async (runContext) => {
      const filesUsed = new Map<string, PinnedFile>();
      const fileUsed = (file: PinnedFile) => filesUsed.set(file.hash.digest, file);
      const context: RunContext = { ...runContext, fileUsed };
      const outcome = modelArgument.endsWith('.npy')
        ? await scoreFeatures(modelArgument, benchmark, benchmarkOptions, options, context)
        : await scoreModel(modelArgument, benchmark, benchmarkOptions, options, index, context);
      const run = { benchmark, benchmarkPackage, ...outcome };
      const files = [...filesUsed.values()];
      return makeRecord({ ...run, otherPackages: outcome.packages, files }, context);
    });
    const text = `${JSON.stringify(record, undefined, 2)}\n`;
    await output?.finish(text);
    if (options.json) process.stdout.write(text);
    else printScore(record, benchmark, options.output);
  } catch (error) {
    await output?.discard();
    throw error;
  }
}

async function loadMetric(id: string, index: PluginIndex): Promise<Metric> {
  const metric = await loadPlugin(index, 'metric', id);
  if (metric.source === 'features') return metric as Metric;
  throw new VentralError('OPTION_INVALID', `The metric '${id}' does not compare a model.`, {
    hint: 'Use one that does, such as pls or ridge (ventral list --kind metric).',
  });
}

async function scoreFeatures(
  path: string,
  benchmark: Benchmark,
  benchmarkOptions: BenchmarkOptions,
  options: ScoreOptions,
  context: RunContext,
): Promise<Outcome> {
  const file = await openFeatureFile(path);
  const ids = options.stimulusIds === undefined ? undefined : await readLines(options.stimulusIds);
  const id = basename(path);
  const candidate = featureFileCandidate(id, file, ids);
  const result = await benchmark.score(candidate, context, benchmarkOptions);
  return { model: { id }, score: result, packages: [] };
}

async function scoreModel(
  argument: string,
  benchmark: Benchmark,
  benchmarkOptions: BenchmarkOptions,
  options: ScoreOptions,
  index: PluginIndex,
  context: RunContext,
): Promise<Outcome> {
  const { model, package: modelPackage } = await findModel(argument, options, index);
  const open = await model.open(context);
  try {
    const map = await readLayerMap(argument, open);
    const chosen = chooseLayers(benchmark, { model, open, map, asked: options });
    const { choices, chosenBy } = chosen;
    const scoring = { model, open, benchmark, choices, options: benchmarkOptions };
    const { scores, best, bestScore, leftOut } = await scoreLayers(scoring, context);
    const notes = [...(bestScore.notes ?? []), ...chosen.notes, ...leftOut];
    return {
      model: {
        id: model.id,
        package: nameAndVersion(modelPackage),
        scoreVersion: model.scoreVersion,
        digest: open.digest,
        ...(typeof best === 'string' ? { layer: best } : { regionLayers: best }),
        layerChosenBy: chosenBy,
      },
      score: notes.length === 0 ? bestScore : { ...bestScore, notes },
      ...(scores.size > 1 ? { layers: scores } : {}),
      packages: [modelPackage],
    };
  } finally {
    await open[Symbol.asyncDispose]();
  }
}
