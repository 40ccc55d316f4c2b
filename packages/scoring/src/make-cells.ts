import { basename } from 'node:path';
import { throwIfInterrupted } from '@ventral/core';
import { isVentralError, type VentralError } from '@ventral/errors';
import { addressOf } from '@ventral/host';
import * as v from 'valibot';
import { askedBenchmark } from './asked-benchmark.ts';
import { type Cell, cellKey } from './cell.ts';
import { cellNetwork, nameInNetwork } from './cell-network.ts';
import type { RequestFields } from './check-request.ts';
import { createCodeIdentifier } from './code-identity.ts';
import { modelFileFields } from './find-model.ts';
import { optionsAsGiven } from './model-description.ts';
import { modelFacts, openModel } from './open-model.ts';
import type { ProjectRun } from './project-run.ts';
import { namesOf, optionsOfFile } from './run-comparison.ts';
import { seedField } from './run-settings.ts';
import { packagesOfScore, scoreFacts } from './score-facts.ts';
import { type ScoreRequest, scoreFields } from './score-request.ts';

/** Which scores are wanted: every model on every benchmark. */
export interface CellsRequest
  extends Omit<ScoreRequest, 'model' | 'benchmark' | 'keep' | 'stimulusIds'> {
  /** Ids of models, and paths of model files. */
  readonly models: readonly string[];
  readonly benchmarks: readonly string[];
  /**
   * Of every model and benchmark a cell for each.
   * @default the one of the settings
   */
  readonly seeds?: readonly number[] | undefined;
}

const { model: _m, benchmark: _b, keep: _k, stimulusIds: _s, ...shared } = scoreFields;

/** The fields of a request for cells. */
export const cellsFields: RequestFields<CellsRequest> = {
  ...modelFileFields,
  ...shared,
  models: v.array(v.string()),
  benchmarks: v.array(v.string()),
  seeds: v.optional(v.pipe(v.array(seedField), v.minLength(1))),
};

/** Cells, and what could not be made one. */
export interface PlannedCells {
  readonly cells: readonly PlannedCell[];
  readonly failures: readonly CellFailure[];
}

/** A cell, and where its model file lies here. */
export interface PlannedCell {
  readonly cell: Cell;
  readonly path?: string;
}

/** A model that could not be opened, or that a benchmark cannot score. */
export interface CellFailure {
  readonly model: string;
  /** Undefined where none can. */
  readonly benchmark?: string;
  readonly error: VentralError;
}

/**
 * Names the scores that are wanted. Each model is opened once, nothing is scored: time grows with the
 * models' sizes, and by a fraction of a millisecond a cell.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND` for a benchmark or a metric; `INTERRUPTED`
 */
export async function makeCells(
  { models, benchmarks, seeds, layer, layers, ...options }: CellsRequest,
  run: ProjectRun,
): Promise<PlannedCells> {
  const { plugins, context } = run;
  const { device } = context;
  const asked = await Promise.all(
    [...new Set(benchmarks)].map((benchmark) => askedBenchmark({ ...options, benchmark }, plugins)),
  );
  const identify = createCodeIdentifier(run);
  const candidates = [...new Set(models)];
  const names = await namesOf(candidates, run);
  const cells: PlannedCell[] = [];
  const failures: CellFailure[] = [];
  const attempt = async (where: Omit<CellFailure, 'error'>, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!isVentralError(error) || error.code === 'INTERRUPTED') throw error;
      failures.push({ ...where, error });
    }
  };
  for (const [done, model] of candidates.entries()) {
    context.report({ task: 'Planning', done, total: candidates.length, unit: 'models' });
    throwIfInterrupted(context.signal, `after ${done} of ${candidates.length} models`);
    await attempt({ model }, async () => {
      const ofFile = await optionsAsGiven(await optionsOfFile(model, options, run));
      await using opened = await openModel(model, ofFile, plugins, context);
      const network = await cellNetwork(opened);
      const tokenizer =
        network && ofFile.tokenizer && nameInNetwork(network, ofFile.tokenizer, model);
      for (const one of asked) {
        await attempt({ model, benchmark: one.benchmark.id }, async () => {
          const facts = await modelFacts(
            opened,
            one.benchmark,
            { ...options, layer, layers },
            context,
          );
          const { chosen, committed } = facts;
          const { ownFiles } = facts.inputs;
          const code = await identify(packagesOfScore(opened, one));
          const called = names.get(model);
          for (const seed of seeds ?? [context.seed]) {
            const key = cellKey(scoreFacts(facts, one, called, { seed, device }), code);
            const cell = {
              ...{ key, model: network ? basename(model) : model, ...(network && { network }) },
              ...{ benchmark: addressOf(one.benchmark), chosen, committed, ...one.inputs },
              ...{ ...ofFile, ...(tokenizer && { tokenizer }) },
              ...(called !== undefined && { called }),
              ...{ ...(ownFiles !== undefined && { ownFiles }), seed, device, code },
            };
            cells.push({ cell, ...(network && { path: model }) });
          }
        });
      }
    });
  }
  return { cells, failures };
}
