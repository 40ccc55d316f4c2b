import type { Memo, PinnedFile, RunContext, Score } from '@ventral/core';
import { isVentralError } from '@ventral/errors';
import { parseArrayPath } from '@ventral/files';
import type { InstalledPackage } from '@ventral/host';
import { type AskedBenchmark, askedBenchmark } from './asked-benchmark.ts';
import { onChosenDevice } from './choose-device.ts';
import type { ChosenLayers } from './choose-layers.ts';
import { type CodeIdentity, codeIdentity } from './code-identity.ts';
import { isLasting, keptRecord, recordKey } from './kept-records.ts';
import { makeRecord } from './make-record.ts';
import { sayingWhatFetches } from './missing-for-request.ts';
import { isChoicePath, openChoices } from './open-choices.ts';
import { openFeatures } from './open-features.ts';
import { type ModelFacts, modelFacts, type OpenedModel, openModel } from './open-model.ts';
import { requireNoDevice } from './open-on-device.ts';
import type { ProjectRun } from './project-run.ts';
import type { ScoreRecord } from './record.ts';
import { packagesOfScore, scoreFacts } from './score-facts.ts';
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

/** Scores a model, a model file, features or choices on a benchmark, and makes the record. */
export async function runScore(task: ScoreTask, run: ProjectRun): Promise<ScoredRecord> {
  const files = { benchmarks: [task.benchmark], models: [task.model] };
  return sayingWhatFetches(files, run, () => scoreTask(task, run));
}

async function scoreTask(task: ScoreTask, run: ProjectRun): Promise<ScoredRecord> {
  const { model } = task;
  const asked = await askedBenchmark(task, run.plugins);
  const isChoices = typeof model === 'string' && isChoicePath(model);
  if (typeof model !== 'string' || isChoices || parseArrayPath(model) !== undefined) {
    requireNoDevice(run.context);
    const record = await recording(asked, task, run, async (context) => {
      const { candidate, ...facts } = await (isChoices
        ? openChoices(model, task.stimulusIds)
        : openFeatures(model, task.stimulusIds));
      const score = await asked.benchmark.score(candidate, context, asked.options);
      return { ...facts, score, packages: [] };
    });
    return { record, reused: false };
  }
  await using opened = await openModel(model, task, run.plugins, run.context, task.alone);
  const facts = await modelFacts(opened, asked.benchmark, task, run.context);
  const code =
    task.keep === undefined ? undefined : await codeIdentity(packagesOfScore(opened, asked), run);
  // Awaited here: the model is closed when this returns.
  return await onChosenDevice(run, opened, (chosen, notes) => {
    const noted = { ...facts, notes: [...facts.notes, ...notes] };
    return scoreOpened({ opened, asked, facts: noted, code }, task, chosen);
  });
}

/** A model that is open, and all that is known before it is scored. */
export interface OpenedTask {
  readonly opened: OpenedModel;
  readonly asked: AskedBenchmark;
  readonly facts: ModelFacts;
  /** Of the packages that score; without it nothing is kept. */
  readonly code: CodeIdentity | undefined;
}

/** {@link runScore} of a model that is open already. */
export async function scoreOpened(
  { opened, asked, facts, code }: OpenedTask,
  task: Pick<ScoreTask, 'called' | 'keep'>,
  run: ProjectRun,
): Promise<ScoredRecord> {
  const { memo } = run.context;
  const scoreAnew = () =>
    recording(asked, task, run, (context) => scoreModel(opened, facts, asked, context));
  if (code === undefined) return { record: await scoreAnew(), reused: false };
  const key = recordKey(scoreFacts(facts, asked, task.called, run.context), code);
  const kept = task.keep === 'reuse' ? await keptRecord(memo, key) : undefined;
  if (kept !== undefined) return { record: kept, reused: true };
  const record = await scoreAnew();
  if (isLasting(record.score)) await keepRecord(memo, key, record, run.context);
  return { record, reused: false };
}

/** Makes the record of what a run comes to, with the files that it reads. */
async function recording(
  { benchmark, package: benchmarkPackage, inputs, metricPackages }: AskedBenchmark,
  { called }: Pick<ScoreTask, 'called'>,
  run: ProjectRun,
  score: (context: RunContext) => Promise<Outcome>,
): Promise<ScoreRecord> {
  const filesUsed = new Map<string, PinnedFile>();
  const fileUsed = (file: PinnedFile) => filesUsed.set(file.hash.digest, file);
  const outcome = await score({ ...run.context, fileUsed });
  const scored = {
    ...outcome,
    model: { ...outcome.model, ...(called !== undefined && { id: called }) },
    benchmark,
    benchmarkPackage,
    inputs: { ...outcome.inputs, ...inputs },
    otherPackages: [...outcome.packages, ...metricPackages],
    files: [...filesUsed.values()],
  };
  return makeRecord(scored, run);
}

async function scoreModel(
  { model, open, package: modelPackage }: OpenedModel,
  { chosen, model: recorded, inputs, notes: ofModel }: ModelFacts,
  { benchmark, options }: AskedBenchmark,
  context: RunContext,
): Promise<Outcome> {
  const scoring = { model, open, benchmark, choices: chosen.choices, options };
  const { scores, best, bestScore, leftOut } = await scoreLayers(scoring, context);
  const notes = [...(bestScore.notes ?? []), ...ofModel, ...leftOut];
  const layers = typeof best === 'string' ? { layer: best } : { regionLayers: best };
  return {
    model: { ...recorded, ...layers },
    inputs,
    score: notes.length === 0 ? bestScore : { ...bestScore, notes },
    ...(scores.size > 1 ? { layers: scores } : {}),
    packages: [modelPackage],
  };
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
