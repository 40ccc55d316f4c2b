import { readFileSync } from 'node:fs';
import { openSession, readModel, tapLayers, toFloat32 } from '@ventral/onnx';
import { expect } from 'vitest';
import { buildCornet, type CornetVariant } from '../src/cornets.ts';
import { pattern, patternWeights } from './pattern.ts';

interface GoldenLayer {
  readonly shape: readonly number[];
  readonly mean: number;
  readonly deviation: number;
  readonly some: readonly number[];
}

const golden = JSON.parse(
  readFileSync(new URL('fixtures/golden.json', import.meta.url), 'utf8'),
) as Readonly<Record<CornetVariant, Readonly<Record<string, GoldenLayer>>>>;

const image = {
  type: 'float32',
  shape: [1, 3, 224, 224],
  values: pattern(3 * 224 * 224, 0, 4),
} as const;

/** Expects the layers that PyTorch computes of the same image and weights. */
export async function expectGoldenLayers(variant: CornetVariant): Promise<void> {
  const expected = golden[variant];
  const layers = Object.keys(expected);
  const model = await readModel(buildCornet(variant, patternWeights()));
  await using session = await openSession(tapLayers(model, layers));
  const results = await session.run({ image });
  for (const layer of layers) {
    const { shape, mean, deviation, some } = expected[layer]!;
    const values = toFloat32(results[layer]!);
    expect(results[layer]!.shape, layer).toEqual([1, ...shape]);
    const sum = values.reduce((total, value) => total + value, 0);
    const squares = values.reduce((total, value) => total + value ** 2, 0);
    const ourMean = sum / values.length;
    const ourDeviation = Math.sqrt(squares / values.length - ourMean ** 2);
    expect(Math.abs(ourMean - mean), layer).toBeLessThan(1e-4 * deviation);
    expect(Math.abs(ourDeviation / deviation - 1), layer).toBeLessThan(1e-4);
    const step = Math.max(1, Math.floor(values.length / 5));
    for (const [index, value] of some.entries()) {
      expect(Math.abs(values[index * step]! - value), layer).toBeLessThan(1e-3 * deviation);
    }
  }
}
