import {
  closeLoop,
  type LoopPoint,
  type SelectionStrategy,
  selectionStrategies,
  stimuliNeeded,
} from '@ventral/control';
import { type ReadonlyDeep, throwIfInterrupted } from '@ventral/core';
import { type Matrix, preparePredictors } from '@ventral/numerics';
import * as v from 'valibot';
import type { RequestFields } from '../check-request.ts';
import { openModel } from '../open-model.ts';
import type { ProjectRun } from '../project-run.ts';
import { columnMoments } from './column-moments.ts';
import { type ControlledSites, controlledFields } from './control-request.ts';
import { controlledData } from './controlled-data.ts';

/** How stimuli are chosen and recorded in rounds. */
export interface ClosedLoopRequest extends ControlledSites {
  readonly rounds: number;
  /**
   * Stimuli of each round.
   * @default 20
   */
  readonly each?: number | undefined;
  /**
   * Stimuli that are drawn at random before the first round.
   * @default 20
   */
  readonly initial?: number | undefined;
  /** @default 'error-reduction' */
  readonly strategy?: SelectionStrategy | undefined;
  /**
   * How often all of it is done, each time with other held-out and first stimuli.
   * @default 10
   */
  readonly seeds?: number | undefined;
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The fields of a request for a closed loop. */
export const closedLoopFields: RequestFields<ClosedLoopRequest> = {
  ...controlledFields,
  rounds: whole,
  each: v.optional(whole),
  initial: v.optional(whole),
  strategy: v.optional(v.picklist(selectionStrategies)),
  seeds: v.optional(whole),
};

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const curve = v.array(
  v.object({
    stimuli: v.pipe(count, v.description('How many are recorded.')),
    predictivity: v.pipe(v.number(), v.description('Median r over sites, of held-out stimuli.')),
    alpha: v.number(),
  }),
);

const fields = v.object({
  closedLoopVersion: v.literal(1),
  ...{ model: text, digest: text, layer: text, benchmark: text },
  strategy: v.picklist(selectionStrategies),
  against: v.pipe(v.picklist(['truth', 'recordings']), v.description('What is predicted.')),
  ...{ heldOut: v.number(), sites: count },
  runs: v.array(
    v.object({
      seed: count,
      chosen: curve,
      random: curve,
      needed: v.exactOptional(
        v.pipe(
          v.number(),
          v.description('Chosen stimuli that predict as well as all the random ones.'),
        ),
      ),
    }),
  ),
  notes: v.array(text),
});

/** Predictivity by the number of stimuli, chosen and random, as `ventral control --rounds` writes it; plain JSON. */
export interface ClosedLoopRecord extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** The schema of a closed loop; published as registry/closed-loop.schema.json. */
export const closedLoopSchema: v.GenericSchema<unknown, ClosedLoopRecord> = fields;

/** Who hears how a closed loop goes. */
export interface ClosedLoopListeners {
  /** Called with the record after each seed. */
  readonly onSeed?: ((record: ClosedLoopRecord) => unknown) | undefined;
}

/**
 * Chooses stimuli in rounds by what a mapping is not sure of, "records" them, fits anew, and does the same with
 * random stimuli: how many stimuli a predictivity takes. Stimuli are those that were recorded; what was recorded of
 * one is only used once it is chosen.
 *
 * @throws VentralError `OPTION_INVALID` for more rounds than there are stimuli
 * @throws VentralError `INTERRUPTED`; what seeds came to until then has been handed over
 */
export async function runClosedLoop(
  request: ClosedLoopRequest,
  { onSeed }: ClosedLoopListeners,
  run: ProjectRun,
): Promise<ClosedLoopRecord> {
  const { rounds, each = 20, initial = 20, seeds = 10, heldOut = 0.2 } = request;
  const { strategy = 'error-reduction' } = request;
  const { context } = run;
  await using opened = await openModel(request.model, request, run.plugins, context);
  const data = await controlledData(request, opened, run);
  const predictors = await preparePredictors(data.features, { signal: context.signal });
  const responses = overDeviations(data.responses, data.responses);
  const truth = data.truth && overDeviations(data.truth, data.responses);
  const runs: ClosedLoopRecord['runs'][number][] = [];
  const record = (): ClosedLoopRecord => ({
    closedLoopVersion: 1,
    ...{ model: request.model, digest: opened.open.digest, layer: data.layer },
    ...{ benchmark: request.benchmark, strategy, heldOut, sites: data.responses.shape[1] },
    against: truth === undefined ? 'recordings' : 'truth',
    runs: [...runs],
    notes: data.notes,
  });
  for (let index = 0; index < seeds; index++) {
    const seed = context.seed + index;
    const task = { predictors, responses, truth, heldOut, initial, each, rounds, seed };
    const curves: LoopPoint[][] = [];
    for (const one of [strategy, 'random'] as const) {
      const onRound = (round: number) => {
        throwIfInterrupted(context.signal, `after ${index} of ${seeds} seeds`);
        const done = (2 * index + curves.length) * (rounds + 1) + round;
        const total = 2 * seeds * (rounds + 1);
        context.report({ task: 'Closing the loop', done, total, unit: 'parts' });
      };
      curves.push([...(await closeLoop({ ...task, strategy: one, onRound }))]);
    }
    const [chosen = [], random = []] = curves;
    const needed = stimuliNeeded(chosen, random.at(-1)!.predictivity);
    runs.push({ seed, chosen, random, ...(needed !== undefined && { needed }) });
    await onSeed?.(record());
  }
  return record();
}

/** Responses over the standard deviations of some, so that no site decides on alpha alone. */
function overDeviations({ shape, values }: Matrix, of: Matrix): Matrix {
  const { deviations } = columnMoments(of);
  return { shape, values: values.map((value, cell) => value / deviations[cell % shape[1]]!) };
}
