import { type MeanInterval, meanInterval } from '@ventral/statistics';
import type { ClosedLoopRecord } from './closed-loop.ts';

/** Predictivity for a number of recorded stimuli, over seeds. */
export interface ClosedLoopPoint {
  readonly stimuli: number;
  readonly chosen: MeanInterval;
  readonly random: MeanInterval;
  /** Chosen minus random, seed by seed. */
  readonly difference: MeanInterval;
}

/** What the seeds of a closed loop come to together, round by round. */
export function closedLoopCurve({ runs }: ClosedLoopRecord): readonly ClosedLoopPoint[] {
  return (runs[0]?.random ?? []).map(({ stimuli }, round) => {
    const of = (which: 'chosen' | 'random') => runs.map((one) => one[which][round]!.predictivity);
    const [chosen, random] = [of('chosen'), of('random')];
    return {
      stimuli,
      chosen: meanInterval(chosen),
      random: meanInterval(random),
      difference: meanInterval(chosen.map((value, seed) => value - random[seed]!)),
    };
  });
}
