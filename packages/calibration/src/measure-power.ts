import type { AuditedMetric } from './audited-metric.ts';
import type { CalibrationSettings, PowerFactor, PowerPoint } from './calibration.ts';
import { shareError } from './check.ts';
import type { Draw } from './draw.ts';
import { scoreStages } from './recover-stage.ts';

/**
 * Measures how often the stage that recordings come from scores best, by number of stimuli, of sites
 * and of repeats, each varied alone.
 */
export async function measurePower(
  audited: AuditedMetric,
  draw: Draw,
  { seed, stimuli, sites, repeats, simulations, power }: CalibrationSettings,
  onProgress: (done: number, total: number) => void,
): Promise<readonly PowerPoint[]> {
  const sizes = Object.entries(power).flatMap(([factor, values]) =>
    values.map((size) => ({ factor: factor as PowerFactor, size })),
  );
  const each = Math.ceil(simulations / 2);
  const points: PowerPoint[] = [];
  for (const [done, { factor, size }] of sizes.entries()) {
    let hits = 0;
    for (let index = 0; index < each; index++) {
      onProgress(done * each + index, sizes.length * each);
      const drawn = await draw({ stimuli, sites, repeats, seed: seed + index, [factor]: size });
      if ((await scoreStages(audited, drawn, seed + index)).isRecovered) hits += 1;
    }
    points.push({ factor, size, recovered: hits / each, error: shareError(hits / each, each) });
  }
  onProgress(sizes.length * each, sizes.length * each);
  return points;
}
