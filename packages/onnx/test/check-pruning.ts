import { createHash } from 'node:crypto';
import { countValues } from '@ventral/arrays';
import {
  encodeModel,
  listLayers,
  modelInputs,
  type OnnxModel,
  openSession,
  pruneWeights,
  readModel,
  type Tensor,
  tapLayers,
} from '@ventral/onnx';
import { referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

/** What holds of networks when they are pruned. */
export function checkPruning(names: readonly string[]): void {
  const read = (name: string) => readModel(referencePath('weights', `${name}.onnx`));

  it.each(names)('%s: without sparsity, the same activations to the bit', async (name) => {
    const model = await read(name);
    const { model: same } = await pruneWeights(model, { sparsity: 0 });
    const layers = (await listLayers(model)).layers.map((layer) => layer.name);
    const asked = layers.filter((_, index) => index % 5 === 0);
    const written = await readModel(encodeModel(same));
    expect(await activations(written, asked)).toEqual(await activations(model, asked));
  });

  it.each(names)('%s: exactly as sparse as asked for, cut by magnitude', async (name) => {
    const { model, layers } = await pruneWeights(await read(name), { sparsity: 0.9 });
    const count = (key: 'weights' | 'zerosAfter' | 'zerosBefore') =>
      layers.reduce((sum, layer) => sum + layer[key], 0);
    expect(count('zerosAfter')).toBe(
      Math.max(count('zerosBefore'), Math.round(0.9 * count('weights'))),
    );
    // Pruned again, nothing is left to do; pruned less, neither.
    const again = await pruneWeights(model, { sparsity: 0.9 });
    expect(again.layers.map(({ zerosAfter }) => zerosAfter)).toEqual(
      layers.map(({ zerosAfter }) => zerosAfter),
    );
  });

  it.each(names)('%s: each layer exactly as sparse as asked for', async (name) => {
    const { layers } = await pruneWeights(await read(name), { sparsity: 0.35, scope: 'layer' });
    expect(layers.length).toBeGreaterThan(10);
    for (const { weights, zerosBefore, zerosAfter } of layers) {
      expect(zerosAfter).toBe(Math.max(zerosBefore, Math.round(0.35 * weights)));
    }
  });
}

/** What one image of stripes gives in each layer, as hashes. */
async function activations(model: OnnxModel, names: readonly string[]) {
  const [input] = modelInputs(model);
  const shape = (input?.shape ?? []).map((size) => size ?? 1);
  const length = countValues(shape);
  const values = Float32Array.from({ length }, (_, index) => Math.sin(index * 12.9898) % 1);
  const feed: Tensor = { type: 'float32', shape, values };
  await using session = await openSession(tapLayers(model, names));
  const results = await session.run({ [input?.name ?? '']: feed });
  return Object.entries(results).map(([name, result]) => {
    const { buffer, byteOffset, byteLength } = result.values as Float32Array;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    return [name, createHash('sha256').update(bytes).digest('hex')];
  });
}
