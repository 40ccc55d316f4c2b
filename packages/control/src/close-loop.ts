import { VentralError } from '@ventral/errors';
import {
  type Matrix,
  median,
  type Predictors,
  pearsonColumns,
  predictCrossValidatedRidge,
  RandomState,
  selectRows,
} from '@ventral/numerics';
import { nextStimuli, type SelectionStrategy } from './next-stimuli.ts';

/** Stimuli that can be recorded one after the other. */
export interface LoopTask {
  /** Of all stimuli. */
  readonly predictors: Predictors;
  /** What is recorded of a stimulus once it is chosen: `stimuli x sites`. */
  readonly responses: Matrix;
  /**
   * What predictions of held-out stimuli are compared with: `stimuli x sites`.
   * @default responses
   */
  readonly truth?: Matrix | undefined;
  /** Share of the stimuli, in (0, 1), that predictions are compared on and none is chosen of. */
  readonly heldOut: number;
  /** Stimuli that are drawn at random before any is chosen, at least 10. */
  readonly initial: number;
  /** Stimuli of each round. */
  readonly each: number;
  readonly rounds: number;
  readonly strategy: SelectionStrategy;
  /** Of held-out, first and random stimuli. */
  readonly seed: number;
  /** Called before each round; may throw, to stop. */
  readonly onRound?: ((round: number, rounds: number) => void) | undefined;
}

/** What is predicted once some stimuli are recorded. */
export interface LoopPoint {
  readonly stimuli: number;
  /** Median over sites of the correlation with held-out stimuli, from -1 to 1. */
  readonly predictivity: number;
  /** Weight of the squared coefficients, chosen by leave-one-out errors. */
  readonly alpha: number;
}

/**
 * Chooses stimuli in rounds: those of a round are recorded, the ridge regression is fitted anew, and what it
 * predicts of held-out stimuli decides how good the choice was. The same seed holds out and begins with the same
 * stimuli, whatever the strategy.
 *
 * @returns before the first round and after each
 * @throws VentralError `OPTION_INVALID` for sizes that leave nothing to choose from
 */
export async function closeLoop(task: LoopTask): Promise<readonly LoopPoint[]> {
  const { predictors, responses, truth = responses, strategy, seed } = task;
  const [count] = responses.shape;
  const order = Array.from(new RandomState(seed).permutation(count));
  const test = order.slice(0, Math.ceil(task.heldOut * count));
  const recorded = order.slice(test.length, test.length + task.initial);
  let candidates = order.slice(test.length + task.initial);
  requireEnough(task, test.length, candidates.length);
  const targets = selectRows(truth, test);
  const points: LoopPoint[] = [];
  for (let round = 0; ; round++) {
    task.onRound?.(round, task.rounds);
    const [found] = await predictCrossValidatedRidge(predictors, responses, [
      { train: recorded, test },
    ]);
    const { prediction, alpha } = found!;
    const correlations = Array.from(pearsonColumns(prediction, targets), (r) =>
      Number.isFinite(r) ? r : 0,
    );
    points.push({ stimuli: recorded.length, predictivity: median(correlations), alpha });
    if (round === task.rounds) return points;
    const features = predictors.coordinates;
    const pool = { features, candidates, recorded, alpha };
    const chosen = await nextStimuli(strategy, pool, task.each, seed + round);
    recorded.push(...chosen);
    const taken = new Set(chosen);
    candidates = candidates.filter((row) => !taken.has(row));
  }
}

/**
 * How many stimuli it takes to predict so well, between the points of a curve.
 *
 * @returns undefined where the curve does not get there
 */
export function stimuliNeeded(
  points: readonly LoopPoint[],
  predictivity: number,
): number | undefined {
  const at = points.findIndex((point) => point.predictivity >= predictivity);
  const [before, after] = [points[at - 1], points[at]];
  if (after === undefined || before === undefined) return after?.stimuli;
  const share = (predictivity - before.predictivity) / (after.predictivity - before.predictivity);
  return before.stimuli + share * (after.stimuli - before.stimuli);
}

function requireEnough(task: LoopTask, heldOut: number, candidates: number): void {
  const { initial, each, rounds } = task;
  const wanted = each * rounds;
  if (initial < 10) {
    throw new VentralError('OPTION_INVALID', `A loop cannot begin with ${initial} stimuli.`, {
      hint: 'Give at least 10: sites are correlated over them.',
    });
  }
  if (heldOut >= 3 && candidates >= wanted && each >= 1) return;
  throw new VentralError(
    'OPTION_INVALID',
    `${rounds} rounds of ${each} stimuli cannot be chosen: beside ${initial} to begin with and ${heldOut} ` +
      `held out, there are ${Math.max(0, candidates)}.`,
    { hint: 'Ask for fewer rounds, fewer stimuli a round, or hold out fewer.' },
  );
}
