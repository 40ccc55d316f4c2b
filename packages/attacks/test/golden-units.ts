import { unitSensitivity } from '@ventral/attacks';
import { createRunContext } from '@ventral/host';
import { expect } from 'vitest';
import {
  cifarImages,
  type GoldenUnit,
  goldenOf,
  imageLength,
  openCifar,
  randomStart,
} from './cifar-golden.ts';

const images = 10;

type Run = GoldenUnit['runs'][number];

/** Expects units of a network to move as far as computed by other people's code. */
export async function expectGoldenUnits(
  name: string,
  isTested: (unit: number, run: Run) => boolean = () => true,
): Promise<void> {
  await using model = await openCifar(name);
  const pixels = cifarImages().pixels.subarray(0, images * imageLength);
  const rows = Array.from({ length: images }, (_, row) => row);
  for (const [index, golden] of goldenOf(name).units().entries()) {
    const runs = golden.runs.filter((run) => isTested(index, run));
    if (runs.length === 0) continue;
    const layer = model.layers.find((one) => one.name === golden.value)!;
    const unit = golden.index.reduce((at, place, axis) => at * layer.shape[axis]! + place, 0);
    const context = createRunContext();
    await using gradient = await model.openGradient!({ layer: layer.name, unit }, context);
    for (const { eps: epsilon, steps, stepSize, start, ...expected } of runs) {
      const found = await unitSensitivity(gradient, pixels, rows, {
        norm: 'l2',
        ...{ epsilon, steps, stepSize },
        start: start === 'clean' ? 'clean' : randomStart({ norm: 'l2', epsValue: epsilon }),
      });
      const all = { ...expected, clean: golden.clean };
      for (const field of ['clean', 'up', 'down', 'sensitivity', 'sensitivityAnyStep'] as const) {
        for (const row of rows) {
          const largest = Math.max(expected.sensitivity[row]!, golden.standardDeviation200);
          expect(Math.abs(found[field][row]! - all[field][row]!)).toBeLessThan(1e-3 * largest);
        }
      }
    }
  }
}
