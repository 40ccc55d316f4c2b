import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type ModelFileOptions, type RunContext, throwIfInterrupted } from '@ventral/core';
import { isVentralError, VentralError } from '@ventral/errors';
import { readJson, writing } from '@ventral/files';
import { addressOf, findPlugin, type PluginIndex } from '@ventral/host';
import type { PrunedLayer, PruneSettings } from '@ventral/onnx';
import * as v from 'valibot';
import type { RequestFields } from './check-request.ts';
import type { ChosenLayers } from './choose-layers.ts';
import { modelFileFields } from './find-model.ts';
import { labelled } from './labelled.ts';
import { useOfFile } from './model-description.ts';
import type { ProjectRun } from './project-run.ts';
import { filesOfNetwork, pruneFile } from './prune-file.ts';
import { type PruningPoint, type PruningStudy, parsePruningStudy } from './pruning-study.ts';
import type { ScoreRecord } from './record.ts';
import { recordInputFile } from './record-input-file.ts';
import { runScore, type ScoredRecord } from './run-score.ts';
import { withoutUndefined } from './run-settings.ts';

/** What to study. */
export interface PruningStudyRequest extends ModelFileOptions {
  /** Path of a network (.onnx). */
  readonly model: string;
  /** Ids of benchmarks, with or without their scoreVersions. */
  readonly benchmarks: readonly string[];
  /** From 0 to below 1, in the order in which they are scored. */
  readonly sparsities: readonly number[];
  /**
   * Whether the smallest weights of the whole network become zero, or those of each layer.
   * @default 'global'
   */
  readonly scope?: 'global' | 'layer' | undefined;
  /**
   * The layer to compare with the recordings.
   * @default chosen before pruning, as for a score
   */
  readonly layer?: string | undefined;
  /** A study to go on with, or the path where one may be. */
  readonly study?: string | PruningStudy | undefined;
}

/** The fields of a request to study pruning. */
export const pruningStudyFields: RequestFields<PruningStudyRequest> = {
  ...modelFileFields,
  model: v.string(),
  benchmarks: v.array(v.string()),
  sparsities: v.array(v.number()),
  scope: v.optional(v.picklist(['global', 'layer'])),
  layer: v.optional(v.string()),
  study: v.optional(v.union([v.string(), v.looseObject({})])),
};

/** Who hears how a study goes. */
export interface PruningStudyListeners {
  /** Called with the study after each score, so that none is lost; what it returns is waited for. */
  readonly onScore?: ((study: PruningStudy) => unknown) | undefined;
}

/**
 * Scores a network at every sparsity on every benchmark. What the study holds already is not scored
 * again. Where a pruned network has no score, because its layer is silent, say, the study tells why, and
 * goes on.
 *
 * The layer is the one that is named, else the one that an ordinary score takes of the network before
 * pruning, at all sparsities. One pruned network at a time lies in a temporary folder.
 *
 * @throws VentralError `OPTION_INVALID` where the study that is gone on with is another one, naming what
 *   differs, or has scores of another version of a benchmark
 */
export async function runPruningStudy(
  request: PruningStudyRequest,
  { onScore }: PruningStudyListeners,
  asked: ProjectRun,
): Promise<PruningStudy> {
  // On one device: points are compared.
  const run = { ...asked, choosesDevice: false };
  const { model, sparsities } = request;
  const { context, plugins } = run;
  const fullAddressOf = (id: string) => addressOf(findPlugin(plugins, 'benchmark', id));
  const benchmarks = [...new Map(request.benchmarks.map((id) => [fullAddressOf(id), id])).values()];
  let study = await continueStudy(request.study, await beginStudy(request, context));
  for (const benchmark of benchmarks) requireSameVersion(study, benchmark, plugins);
  const total = sparsities.length * benchmarks.length;
  let done = 0;
  const progress = () =>
    context.report({ task: 'Scoring at every sparsity', done, total, unit: 'parts' });
  progress();
  for (const sparsity of sparsities) {
    const point = study.points.find((one) => one.sparsity === sparsity);
    const missing = benchmarks.filter(
      (id) => findRecord(point, id) === undefined && findFailure(point, id) === undefined,
    );
    done += benchmarks.length - missing.length;
    if (missing.length === 0) continue;
    throwIfInterrupted(context.signal, `after ${done} of ${total} scores`);
    const folder = await mkdtemp(join(tmpdir(), 'ventral-pruned-'));
    try {
      const path = join(folder, nameOf(model, sparsity, study.scope));
      const layers = await writePruned(model, path, { sparsity, scope: study.scope });
      for (const benchmark of missing) {
        const { layer, ...inputs } = study.inputs;
        const task = { ...inputs, benchmark };
        const chosen =
          layer === undefined
            ? await layersFor(study, benchmark, () => runScore({ ...task, model }, run))
            : undefined;
        const result = await scoreOrReason(
          { ...task, model: path, layer, ...(chosen && { chosen }) },
          { ...run, context: labelled(context, `sparsity ${sparsity}`) },
        );
        study = withResult(study, { sparsity, layers, ...result });
        await onScore?.(study);
        done += 1;
        progress();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return study;
}

async function beginStudy(
  { model, scope = 'global', layer, ...asked }: PruningStudyRequest,
  { seed, device }: RunContext,
): Promise<PruningStudy> {
  const { options } = await useOfFile(model, asked);
  return {
    pruningStudyVersion: 1,
    model: await Promise.all((await filesOfNetwork(model)).map(recordInputFile)),
    scope,
    inputs: withoutUndefined({ ...options, layer }),
    seed,
    device,
    points: [],
  };
}

/** The study to work on: the one there is, where there is one, else the new one. */
async function continueStudy(
  source: PruningStudyRequest['study'],
  begun: PruningStudy,
): Promise<PruningStudy> {
  if (source === undefined || (typeof source === 'string' && !existsSync(source))) return begun;
  const [name, json] =
    typeof source === 'string'
      ? [source, await readJson(source)]
      : ['What is gone on with', source];
  const kept = parsePruningStudy(json, name);
  for (const what of ['model', 'scope', 'inputs', 'seed', 'device'] as const) {
    const [before, now] = [kept[what], begun[what]].map((value) => JSON.stringify(value));
    if (before === now) continue;
    throw new VentralError(
      'OPTION_INVALID',
      `${name} is a study with another ${what}: ${before}, not ${now}.`,
      { hint: 'Name another file with --output, or move this one away.' },
    );
  }
  return kept;
}

/**
 * The record of a benchmark at a point of a study, where there is one.
 *
 * @param benchmark its id, with or without its scoreVersion
 */
export function findRecord(
  point: Pick<PruningPoint, 'records'> | undefined,
  benchmark: string,
): ScoreRecord | undefined {
  const [id, version] = benchmark.split('@');
  return point?.records.find(
    ({ benchmark: { id: scored, scoreVersion } }) =>
      scored === id && (version === undefined || version === String(scoreVersion)),
  );
}

/** The layers of all sparsities: those of an earlier one, or of the network itself. */
async function layersFor(
  { points }: PruningStudy,
  benchmark: string,
  scoreUnpruned: () => Promise<ScoredRecord>,
): Promise<ChosenLayers> {
  const earlier = points.map((point) => findRecord(point, benchmark)).find((record) => record);
  const { model } = earlier ?? (await scoreUnpruned()).record;
  const { layer, regionLayers, layerChosenBy = 'user' } = model;
  const choice = layer ?? regionLayers;
  const notes =
    layerChosenBy === 'this benchmark'
      ? [`Layer ${layer} was chosen on this benchmark before pruning: an optimistic number.`]
      : [];
  return { choices: choice === undefined ? [] : [choice], chosenBy: layerChosenBy, notes };
}

/** The record of a score, or why the network has none: what is silent at one sparsity may not be at another. */
async function scoreOrReason(
  task: Parameters<typeof runScore>[0],
  run: ProjectRun,
): Promise<Pick<PruningPoint, 'records' | 'failures'>> {
  try {
    return { records: [(await runScore(task, run)).record] };
  } catch (error) {
    if (!isVentralError(error, 'RESPONSES_INVALID', 'NOT_CONVERGED', 'TRAINING_DIVERGED')) {
      throw error;
    }
    return { records: [], failures: [{ benchmark: task.benchmark, reason: error.message }] };
  }
}

/** Why a benchmark has no score at a sparsity, where it is known not to have one. */
function findFailure(
  point: Pick<PruningPoint, 'failures'> | undefined,
  benchmark: string,
): string | undefined {
  const idOf = (address: string) => address.split('@')[0];
  return point?.failures?.find((failure) => idOf(failure.benchmark) === idOf(benchmark))?.reason;
}

function withResult(study: PruningStudy, added: PruningPoint): PruningStudy {
  const { sparsity, layers } = added;
  const others = study.points.filter((point) => point.sparsity !== sparsity);
  const before = study.points.find((point) => point.sparsity === sparsity);
  const failures = [...(before?.failures ?? []), ...(added.failures ?? [])];
  const point = {
    sparsity,
    layers,
    records: [...(before?.records ?? []), ...added.records],
    ...(failures.length > 0 && { failures }),
  };
  return { ...study, points: [...others, point].sort((a, b) => a.sparsity - b.sparsity) };
}

function nameOf(model: string, sparsity: number, scope: PruningStudy['scope']): string {
  const layerwise = scope === 'layer' ? '-per-layer' : '';
  return `${basename(model, '.onnx')}-sparsity-${sparsity}${layerwise}.onnx`;
}

/** Writes a pruned network; its bytes are let go of before it is scored. */
async function writePruned(
  model: string,
  path: string,
  settings: PruneSettings,
): Promise<readonly PrunedLayer[]> {
  const { bytes, layers } = await pruneFile(model, settings);
  await writing(writeFile(path, bytes), path, bytes.length);
  return layers;
}

function requireSameVersion(study: PruningStudy, benchmark: string, plugins: PluginIndex): void {
  const { id, scoreVersion } = findPlugin(plugins, 'benchmark', benchmark);
  for (const point of study.points) {
    const version = findRecord(point, benchmark)?.benchmark.scoreVersion;
    if (version === undefined || version === scoreVersion) continue;
    throw new VentralError(
      'OPTION_INVALID',
      `The study has scores of ${id}@${version}; installed is ${id}@${scoreVersion}.`,
      { hint: 'Begin another study: name another file with --output.' },
    );
  }
}
