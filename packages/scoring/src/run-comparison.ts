import { existsSync } from 'node:fs';
import { normalize } from 'node:path';
import type { ModelFileOptions } from '@ventral/core';
import { isVentralError, type VentralError } from '@ventral/errors';
import { loadPlugin } from '@ventral/host';
import * as v from 'valibot';
import { arrayName } from './array-name.ts';
import type { RequestFields } from './check-request.ts';
import { distinctNames } from './distinct-names.ts';
import { candidateField, type Features } from './features.ts';
import { fileOf, findModel, openerOf } from './find-model.ts';
import { readModelDescription } from './model-description.ts';
import type { ProjectRun } from './project-run.ts';
import type { ScoreRecord } from './record.ts';
import { runScore, type ScoredRecord } from './run-score.ts';
import { type ScoreRequest, scoreFields } from './score-request.ts';
import { type Standing, standingsOf } from './standings.ts';

/** What to score side by side. */
export interface CompareRequest extends Omit<ScoreRequest, 'model' | 'keep'> {
  /**
   * Each as for a score. Preprocessing, image size and degrees are for model files without a description
   * beside them that says them.
   */
  readonly models: readonly ScoreRequest['model'][];
  /**
   * Whether to score anew what was scored before with the very same code, model, options and machine.
   * @default false
   */
  readonly fresh?: boolean | undefined;
}

const { model: _model, keep: _keep, ...sharedFields } = scoreFields;

/** The fields of a request to compare. */
export const compareFields: RequestFields<CompareRequest> = {
  ...sharedFields,
  models: v.array(candidateField),
  fresh: v.optional(v.boolean()),
};

/** Who hears how a comparison goes. */
export interface CompareListeners {
  /**
   * Called with each record as it is made, or found where an earlier run made it: what it returns is
   * waited for.
   */
  readonly onRecord?: ((record: ScoreRecord, reused: boolean) => unknown) | undefined;
  /** Called with each model that could not be scored. */
  readonly onFailure?: ((failure: CompareFailure) => unknown) | undefined;
}

/** A model that could not be scored. */
export interface CompareFailure {
  /** As it was asked for. */
  readonly model: string;
  readonly error: VentralError;
}

/** Scores of several models on one benchmark. */
export interface Comparison {
  /** The best first. */
  readonly records: readonly ScoreRecord[];
  /** Where each of them stands among the others. */
  readonly standings: readonly Standing[];
  readonly failures: readonly CompareFailure[];
  /** Ids of the models whose records an earlier run made. */
  readonly reused: readonly string[];
}

/**
 * Scores several models on one benchmark; its data and ceiling are loaded once for all. A model that
 * cannot be scored fails alone. Records are kept: an interrupted comparison goes on after the last one.
 *
 * @throws VentralError `INTERRUPTED`; `PLUGIN_NOT_FOUND` for the benchmark
 */
export async function runComparison(
  {
    models,
    fresh = false,
    preprocessing,
    imageSize,
    visualDegrees,
    tokenizer,
    ...shared
  }: CompareRequest,
  { onRecord, onFailure }: CompareListeners,
  run: ProjectRun,
): Promise<Comparison> {
  await loadPlugin(run.plugins, 'benchmark', shared.benchmark);
  const candidates = [...new Set(models.map(normalPath))];
  const names = await namesOf(candidates, run);
  const records: ScoreRecord[] = [];
  const failures: CompareFailure[] = [];
  const reused: string[] = [];
  const report = (done: number) =>
    run.context.report({ task: 'Comparing', done, total: candidates.length, unit: 'models' });
  for (const [done, model] of candidates.entries()) {
    report(done);
    let scored: ScoredRecord;
    try {
      const asked = { preprocessing, imageSize, visualDegrees, tokenizer };
      const ofFile = await optionsOfFile(model, asked, run);
      const keep = fresh ? 'renew' : 'reuse';
      const called = names.get(model);
      scored = await runScore({ ...shared, ...ofFile, model, called, keep }, run);
    } catch (error) {
      if (!isVentralError(error) || error.code === 'INTERRUPTED') throw error;
      const failure = { model: typeof model === 'string' ? model : model.id, error };
      failures.push(failure);
      await onFailure?.(failure);
      continue;
    }
    records.push(scored.record);
    if (scored.reused) reused.push(scored.record.model.id);
    await onRecord?.(scored.record, scored.reused);
  }
  report(candidates.length);
  const ranked = rankRecords(records);
  const standings = standingsOf(ranked.map(({ score }) => score));
  return { records: ranked, standings, failures, reused };
}

/** Names of the files that would have the same as another candidate. */
export async function namesOf(
  candidates: CompareRequest['models'],
  run: ProjectRun,
): Promise<ReadonlyMap<ScoreRequest['model'], string>> {
  const byId = new Map<string, string[]>();
  for (const candidate of candidates) {
    if (typeof candidate !== 'string') continue;
    const id = await idOf(candidate, run);
    byId.set(id, [...(byId.get(id) ?? []), candidate]);
  }
  const alike = [...byId.values()].filter((files) => files.length > 1);
  return new Map(alike.flatMap((files) => [...distinctNames(files)]));
}

/** One spelling for a file. */
function normalPath(model: ScoreRequest['model']): ScoreRequest['model'] {
  return typeof model === 'string' && existsSync(model) ? normalize(model) : model;
}

async function idOf(candidate: string, { plugins }: ProjectRun): Promise<string> {
  if (openerOf(candidate, plugins) === undefined) return arrayName(candidate);
  try {
    return (await findModel(candidate, {}, plugins)).model.id;
  } catch {
    // What is wrong with it is said when it is scored.
    return candidate;
  }
}

/** Of a model file: what was asked for all, but for what the description beside it says itself. */
export async function optionsOfFile(
  model: string | Features,
  asked: ModelFileOptions,
  { plugins }: ProjectRun,
): Promise<ModelFileOptions> {
  const opener = typeof model === 'string' ? openerOf(model, plugins) : undefined;
  if (typeof model !== 'string' || opener === undefined) return {};
  const own = Object.keys((await readModelDescription(fileOf(model, opener))) ?? {});
  return Object.fromEntries(Object.entries(asked).filter(([name]) => !own.includes(name)));
}

/** Records in the order of their scores, the best first. */
function rankRecords(records: readonly ScoreRecord[]): readonly ScoreRecord[] {
  return records.toSorted(({ score: a }, { score: b }) =>
    a.better === 'higher' ? b.value - a.value : a.value - b.value,
  );
}
