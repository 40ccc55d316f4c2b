import type { MetricSources, UsedMetric } from '@ventral/core';
import { mean } from '@ventral/numerics';
import { type AuditedMetric, merit, scoreSource } from './audited-metric.ts';
import { type CalibrationCheck, type CalibrationSettings, sizeOf } from './calibration.ts';
import { checkShare } from './check.ts';
import type { AuditedSource, Drawn, Subject } from './subject.ts';

/** Whether a metric finds what made the data. */
export interface Recovery {
  readonly metric: UsedMetric;
  readonly trueGenerator: string;
  /** Mean score of each generator. */
  readonly generators: Readonly<Record<string, number>>;
  readonly check: CalibrationCheck;
}

/** Looks for what made the data in several simulations. */
export async function recoverGenerator<Source extends AuditedSource>(
  audited: AuditedMetric<Source>,
  { draw, titles }: Subject<Source>,
  settings: CalibrationSettings,
  onProgress: (done: number, total: number) => void,
): Promise<Recovery> {
  const { seed, simulations } = settings;
  const outcomes: GeneratorScores[] = [];
  for (let index = 0; index < simulations; index++) {
    onProgress(index, simulations);
    const drawn = await draw({ ...sizeOf(settings), seed: seed + index });
    outcomes.push(await scoreGenerators(audited, drawn, seed + index));
  }
  onProgress(simulations, simulations);
  const [{ values, metric, trueGenerator }] = outcomes as [GeneratorScores];
  const meanOf = (name: string) => mean(outcomes.map((outcome) => outcome.values[name] as number));
  return {
    metric,
    trueGenerator,
    generators: Object.fromEntries(Object.keys(values).map((name) => [name, meanOf(name)])),
    check: checkShare(
      { id: 'recovery', title: titles.recovery, expected: 1, accepted: [0.95, 1] },
      outcomes.filter(({ isRecovered }) => isRecovered).length,
      simulations,
    ),
  };
}

/** How what could have made some data scored on them. */
export interface GeneratorScores {
  readonly values: Readonly<Record<string, number>>;
  readonly metric: UsedMetric;
  readonly trueGenerator: string;
  /** Whether the true one scored better than all others. */
  readonly isRecovered: boolean;
}

/** Scores all that could have made some data on them. */
export async function scoreGenerators<Source extends AuditedSource>(
  audited: AuditedMetric<Source>,
  { generators, trueGenerator, target }: Drawn<Source>,
  seed: number,
): Promise<GeneratorScores> {
  const values: Record<string, number> = {};
  const merits = new Map<string, number>();
  let used: UsedMetric | undefined;
  for (const [name, source] of generators as ReadonlyMap<string, MetricSources[Source]>) {
    const score = await scoreSource(audited, source, target, seed);
    values[name] = score.value;
    merits.set(name, merit(score));
    used = score.metric;
  }
  const others = [...merits].filter(([name]) => name !== trueGenerator).map(([, value]) => value);
  const isRecovered = (merits.get(trueGenerator) as number) > Math.max(...others);
  return { values, metric: used as UsedMetric, trueGenerator, isRecovered };
}
