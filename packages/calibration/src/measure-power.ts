import type { AuditedMetric } from './audited-metric.ts';
import {
  type CalibrationSettings,
  type PowerFactor,
  type PowerPoint,
  sizeOf,
} from './calibration.ts';
import { shareError } from './check.ts';
import { scoreGenerators } from './recover-generator.ts';
import type { AuditedSource, Subject } from './subject.ts';

/**
 * Measures how often what made the data scores best, by number of stimuli, of sites and of repeats, each
 * varied alone.
 */
export async function measurePower<Source extends AuditedSource>(
  audited: AuditedMetric<Source>,
  { draw }: Subject<Source>,
  settings: CalibrationSettings,
  onProgress: (done: number, total: number) => void,
): Promise<readonly PowerPoint[]> {
  const { seed, simulations, power } = settings;
  const sizes = Object.entries(power).flatMap(([factor, values]) =>
    values.map((size) => ({ factor: factor as PowerFactor, size })),
  );
  const each = Math.ceil(simulations / 2);
  const points: PowerPoint[] = [];
  for (const [done, { factor, size }] of sizes.entries()) {
    let hits = 0;
    for (let index = 0; index < each; index++) {
      onProgress(done * each + index, sizes.length * each);
      const drawn = await draw({ ...sizeOf(settings), seed: seed + index, [factor]: size });
      if ((await scoreGenerators(audited, drawn, seed + index)).isRecovered) hits += 1;
    }
    points.push({ factor, size, recovered: hits / each, error: shareError(hits / each, each) });
  }
  onProgress(sizes.length * each, sizes.length * each);
  return points;
}
