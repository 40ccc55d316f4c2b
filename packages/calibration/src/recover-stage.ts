import type { UsedMetric } from '@ventral/core';
import { mean } from '@ventral/numerics';
import { type AuditedMetric, merit, scoreFeatures } from './audited-metric.ts';
import type { CalibrationCheck, CalibrationSettings } from './calibration.ts';
import { checkShare } from './check.ts';
import type { Draw, DrawnRecordings } from './draw.ts';

/** Whether a metric finds the stage that recordings come from. */
export interface Recovery {
  readonly metric: UsedMetric;
  readonly trueStage: string;
  /** Mean score of each stage. */
  readonly stages: Readonly<Record<string, number>>;
  readonly check: CalibrationCheck;
}

/** Looks for the stage that recordings come from in several simulations. */
export async function recoverStage(
  audited: AuditedMetric,
  draw: Draw,
  { seed, stimuli, sites, repeats, simulations }: CalibrationSettings,
  onProgress: (done: number, total: number) => void,
): Promise<Recovery> {
  const outcomes: StageScores[] = [];
  for (let index = 0; index < simulations; index++) {
    onProgress(index, simulations);
    const drawn = await draw({ seed: seed + index, stimuli, sites, repeats });
    outcomes.push(await scoreStages(audited, drawn, seed + index));
  }
  onProgress(simulations, simulations);
  const [{ values, metric, trueStage }] = outcomes as [StageScores];
  const meanOf = (stage: string) =>
    mean(outcomes.map((outcome) => outcome.values[stage] as number));
  return {
    metric,
    trueStage,
    stages: Object.fromEntries(Object.keys(values).map((stage) => [stage, meanOf(stage)])),
    check: checkShare(
      {
        id: 'recovery',
        title: 'The stage that the recordings come from scores best',
        expected: 1,
        accepted: [0.95, 1],
      },
      outcomes.filter(({ isRecovered }) => isRecovered).length,
      simulations,
    ),
  };
}

/** How the stages of a simulated brain scored on its recordings. */
export interface StageScores {
  readonly values: Readonly<Record<string, number>>;
  readonly metric: UsedMetric;
  readonly trueStage: string;
  /** Whether the true stage scored better than all others. */
  readonly isRecovered: boolean;
}

/** Scores every stage of a simulated brain on the recordings of one of its regions. */
export async function scoreStages(
  audited: AuditedMetric,
  { simulation, recorded }: DrawnRecordings,
  seed: number,
): Promise<StageScores> {
  const { recordings, stage: trueStage } = recorded;
  const values: Record<string, number> = {};
  const merits = new Map<string, number>();
  let used: UsedMetric | undefined;
  for (const [stage, features] of simulation.stages) {
    const score = await scoreFeatures(audited, features, recordings, seed);
    values[stage] = score.value;
    merits.set(stage, merit(score));
    used = score.metric;
  }
  const others = [...merits].filter(([stage]) => stage !== trueStage).map(([, value]) => value);
  const isRecovered = (merits.get(trueStage) as number) > Math.max(...others);
  return { values, metric: used as UsedMetric, trueStage, isRecovered };
}
