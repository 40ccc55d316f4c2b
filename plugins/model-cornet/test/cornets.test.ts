import { readFileSync } from 'node:fs';
import { countValues } from '@ventral/arrays';
import { openSession, readModel, tapLayers, toFloat32 } from '@ventral/onnx';
import { describe, expect, it } from 'vitest';
import { buildCornet, type CornetVariant, listSlots } from '../src/cornets.ts';
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

describe.each(['Z', 'RT', 'S'] as const)('CORnet-%s', (variant) => {
  it('computes what PyTorch computes', async () => {
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
  });
});

describe('the numbers of parameters', () => {
  // All that are trained: not the means and variances that normalisations saw.
  const count = (variant: CornetVariant) =>
    listSlots(variant)
      .filter(({ kind }) => kind !== 'mean' && kind !== 'variance')
      .reduce((sum, { shape }) => sum + countValues(shape), 0);

  it('of CORnet-S is the published 53.4 million', () => {
    expect(count('S')).toBe(53_416_616);
  });

  it('of CORnet-Z and CORnet-RT is that of their areas', () => {
    const z = [7 * 7 * 3 * 64 + 64, 9 * 64 * 128 + 128, 9 * 128 * 256 + 256, 9 * 256 * 512 + 512];
    const decoder = 512 * 1000 + 1000;
    expect(count('Z')).toBe(z.reduce((sum, area) => sum + area) + decoder);
    const entries = 7 * 7 * 3 * 64 + 9 * (64 * 128 + 128 * 256 + 256 * 512);
    const recurrent = 9 * (64 ** 2 + 128 ** 2 + 256 ** 2 + 512 ** 2);
    expect(count('RT')).toBe(entries + recurrent + 4 * (64 + 128 + 256 + 512) + decoder);
  });
});
