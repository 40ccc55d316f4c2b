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
  modelCandidate,
  openFeatureFile,
  type PinnedFile,
  type PluginIndex,
  type RunContext,
  type Score,
  type ScoreRecord,
} from '@ventral/core';
import { isVentralError, VentralError } from '@ventral/errors';
import { chooseLayers } from '../choose-layers.ts';
import { findModel, type ModelFileOptions } from '../find-model.ts';
import { makeRecord, nameAndVersion } from '../make-record.ts';
import { parseOptionValues } from '../option-values.ts';
import { reserveOutputFile } from '../output-file.ts';
import { printScore } from '../print-score.ts';
import { readLines } from '../read-lines.ts';
import { type RunOptions, runWith } from '../run.ts';

/** Options of `ventral score`. */
export interface ScoreOptions extends RunOptions, ModelFileOptions {
  readonly layer?: string;
  readonly layers?: readonly string[];
  readonly metric?: string;
  readonly option?: readonly string[];
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
    const { layers, chosenBy } = chooseLayers(model, open, benchmark.region, options);
    const scores = new Map<string, Score>();
    const leftOut: string[] = [];
    for (const layer of layers) {
      const { id, visualDegrees } = model;
      const settings = { id, visualDegrees, model: open, layers: layer, recordAlso: layers };
      const candidate = modelCandidate(settings, context);
      try {
        scores.set(layer, await benchmark.score(candidate, context, benchmarkOptions));
      } catch (error) {
        // Too few features for the metric, say: no reason to lose the other layers.
        if (layers.length === 1 || !isVentralError(error, 'OPTION_INVALID')) throw error;
        leftOut.push(`Left out ${layer}: ${error.message}`);
        if (leftOut.length === layers.length) throw error;
      }
    }
    const [layer, best] = bestOf(scores);
    return {
      model: {
        id: model.id,
        package: nameAndVersion(modelPackage),
        scoreVersion: model.scoreVersion,
        digest: open.digest,
        layer,
        layerChosenBy: chosenBy,
      },
      score: leftOut.length === 0 ? best : { ...best, notes: [...(best.notes ?? []), ...leftOut] },
      ...(scores.size > 1 ? { layers: scores } : {}),
      packages: [modelPackage],
    };
  } finally {
    await open[Symbol.asyncDispose]();
  }
}

// The first of equals, as Brain-Score's argmax.
function bestOf(scores: ReadonlyMap<string, Score>): readonly [string, Score] {
  return [...scores].reduce((best, next) => {
    const gain = next[1].value - best[1].value;
    return (next[1].better === 'higher' ? gain : -gain) > 0 ? next : best;
  });
}
