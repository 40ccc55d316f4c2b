import type {
  Benchmark,
  BenchmarkOptions,
  Memo,
  Metric,
  MetricSources,
  Model,
  OpenModel,
  PinnedFile,
  RunContext,
  Score,
} from '@ventral/core';
import { isVentralError, VentralError } from '@ventral/errors';
import { parseArrayPath, whileUnchanged } from '@ventral/files';
import {
  addressOf,
  findPlugin,
  type InstalledPackage,
  loadPlugin,
  nameAndVersion,
  type PluginIndex,
} from '@ventral/host';
import { type ChosenLayers, chooseLayers } from './choose-layers.ts';
import { type FoundModel, findModel } from './find-model.ts';
import { isLasting, keptRecord, recordKey } from './kept-records.ts';
import { readLayerMap } from './layer-map-file.ts';
import { makeRecord } from './make-record.ts';
import { sayingWhatFetches } from './missing-for-request.ts';
import { noteOfUse } from './model-description.ts';
import { openFeatures } from './open-features.ts';
import type { ProjectRun } from './project-run.ts';
import type { ScoreRecord } from './record.ts';
import { recordInputFile } from './record-input-file.ts';
import { scoreLayers } from './score-layers.ts';
import type { ScoreRequest } from './score-request.ts';

/** A score request, or one whose layers an earlier run chose. */
export interface ScoreTask extends ScoreRequest {
  readonly chosen?: ChosenLayers;
  /**
   * What the record calls a file, which has no id of its own.
   * @default its name
   */
  readonly called?: string | undefined;
  /** Whether a model file is used as asked, whatever the description beside it says. */
  readonly alone?: boolean;
}

/** A record, and where it comes from. */
export interface ScoredRecord {
  readonly record: ScoreRecord;
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

/** Scores a model, a model file or features on a benchmark, and makes the record. */
export async function runScore(task: ScoreTask, run: ProjectRun): Promise<ScoredRecord> {
  const files = { benchmarks: [task.benchmark], models: [task.model] };
  return sayingWhatFetches(files, run, () => scoreTask(task, run));
}

async function scoreTask(task: ScoreTask, run: ProjectRun): Promise<ScoredRecord> {
  const { plugins } = run;
  const { model, metric: metricId, metricOptions = {}, missingParts = 'refuse', keep } = task;
  const benchmark = await loadPlugin(plugins, 'benchmark', task.benchmark);
  const { package: benchmarkPackage } = findPlugin(plugins, 'benchmark', task.benchmark);
  const metric = metricId === undefined ? undefined : await loadMetric(metricId, plugins);
  const options = { metricOptions, missingParts, ...(metric && { metric }) };
  const filesUsed = new Map<string, PinnedFile>();
  const fileUsed = (file: PinnedFile) => filesUsed.set(file.hash.digest, file);
  const context: RunContext = { ...run.context, fileUsed };
  const metricPackages =
    metricId === undefined ? [] : [findPlugin(plugins, 'metric', metricId).package];
  const inputs = { ...(metric && { metric: metric.id }), metricOptions, missingParts };
  const finish = async (outcome: Outcome) => {
    const scored = {
      ...outcome,
      model: { ...outcome.model, ...(task.called !== undefined && { id: task.called }) },
      benchmark,
      benchmarkPackage,
      inputs: { ...outcome.inputs, ...inputs },
      otherPackages: [...outcome.packages, ...metricPackages],
      files: [...filesUsed.values()],
    };
    return makeRecord(scored, run);
  };
  if (typeof model !== 'string' || parseArrayPath(model) !== undefined) {
    const { candidate, ...facts } = await openFeatures(model, task.stimulusIds);
    const score = await benchmark.score(candidate, context, options);
    return { record: await finish({ ...facts, score, packages: [] }), reused: false };
  }
  const { memo, seed, device } = context;
  await using opened = await openModel(model, task, benchmark, plugins, context);
  const scoreAnew = async () => finish(await scoreModel(opened, benchmark, options, context));
  if (keep === undefined) return { record: await scoreAnew(), reused: false };
  const key = await recordKey(
    { benchmark: addressOf(benchmark), ...opened.facts, inputs, seed, device, called: task.called },
    [benchmarkPackage, ...opened.packages, ...metricPackages],
    run,
  );
  const kept = keep === 'reuse' ? await keptRecord(memo, key) : undefined;
  if (kept !== undefined) return { record: kept, reused: true };
  const record = await scoreAnew();
  if (isLasting(record.score)) await keepRecord(memo, key, record, context);
  return { record, reused: false };
}

/** A score that cannot be kept for later is a score all the same. */
async function keepRecord(
  memo: Memo,
  key: string,
  record: ScoreRecord,
  { report }: RunContext,
): Promise<void> {
  try {
    await memo.set(key, record);
  } catch (error) {
    if (!isVentralError(error, 'DISK_FULL', 'FILE_UNWRITABLE')) throw error;
    report({ task: `The score is not kept for later: ${error.message}`, done: 0, unit: 'models' });
  }
}

async function loadMetric(
  id: string,
  plugins: PluginIndex,
): Promise<Metric<object, keyof MetricSources>> {
  const metric = await loadPlugin(plugins, 'metric', id);
  if (metric.source !== 'none') return metric;
  throw new VentralError('OPTION_INVALID', `The metric '${id}' does not compare a model.`, {
    hint: 'Use one that does, such as pls or ridge (ventral list --kind metric).',
  });
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
  argument: string,
  task: ScoreTask,
  benchmark: Benchmark,
  plugins: PluginIndex,
  context: RunContext,
): Promise<OpenedModel> {
  const found = await findModel(argument, task, plugins, task.alone);
  const { model, package: modelPackage, file, options, about } = found;
  const recorded = file === undefined ? undefined : await recordInputFile(file);
  const open = await whileUnchanged(file ?? [], () => model.open(context));
  try {
    const { chosen = await chooseFor(benchmark, argument, task, { model, open }) } = task;
    const facts = {
      model: {
        id: model.id,
        package: nameAndVersion(modelPackage),
        scoreVersion: model.scoreVersion,
        ...(recorded !== undefined && { file: recorded }),
        ...(about.title !== undefined && { title: about.title }),
        ...(about.citation !== undefined && { citation: about.citation }),
        digest: open.digest,
        layerChosenBy: chosen.chosenBy,
      },
      inputs: { ...options, layers: chosen.choices },
      notes: [
        ...noteOfUse(argument, [...found.taken, ...layersTaken(about, chosen)]),
        ...(open.notes ?? []),
        ...chosen.notes,
      ],
    };
    const packages = [modelPackage];
    const close = () => open[Symbol.asyncDispose]();
    return { model, open, chosen, facts, packages, [Symbol.asyncDispose]: close };
  } catch (error) {
    await open[Symbol.asyncDispose]();
    throw error;
  }
}

/** The layers of a choice that are as the description of the model file says. */
function layersTaken(
  { regionLayers = {} }: FoundModel['about'],
  { choices, chosenBy }: ChosenLayers,
): readonly string[] {
  if (chosenBy !== 'model') return [];
  const described = Object.values(regionLayers);
  const chosen = choices.flatMap((choice) =>
    typeof choice === 'string' ? [choice] : Object.values(choice),
  );
  return [...new Set(chosen)]
    .filter((layer) => described.includes(layer))
    .map((layer) => `layer ${layer}`);
}

async function chooseFor(
  benchmark: Benchmark,
  argument: string,
  { layer, layers, missingParts = 'refuse' }: ScoreTask,
  { model, open }: Pick<OpenedModel, 'model' | 'open'>,
): Promise<ChosenLayers> {
  const map = await readLayerMap(argument, open);
  const asked = { layer, layers };
  return chooseLayers(benchmark, { name: argument, model, open, map, asked, missingParts });
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
