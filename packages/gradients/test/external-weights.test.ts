import { openGradient, squaredNorm } from '@ventral/gradients';
import {
  externalFiles,
  listLayers,
  listWeights,
  modelInputs,
  type OnnxModel,
  readFloatWeights,
  readModel,
  replaceWeights,
  type Tensor,
} from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

describeReference('weights in another file', 'golden/onnx/external_mlp.onnx', () => {
  it('have the gradients that they have inside', async () => {
    const external = await readModel(referencePath('golden/onnx/external_mlp.onnx'));
    expect(externalFiles(external)).toHaveLength(1);
    const [input] = modelInputs(external);
    const shape = input?.shape.map((size) => size ?? 3) ?? [];
    const count = shape.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length: count }, (_, index) => Math.sin(index));
    const last = (await listLayers(external)).layers.at(-1)?.name ?? '';

    const gradientsOf = async (model: OnnxModel) => {
      await using gradient = await openGradient(model, { of: squaredNorm(last), by: 'all' });
      const x: Tensor = { type: 'float32', shape, values };
      return await gradient.run({ [input?.name ?? '']: x });
    };
    const found = await gradientsOf(external);
    expect(Object.keys(found.gradients).length).toBeGreaterThan(2);
    expect(found.objective).toBeGreaterThan(0);
    const weights = await readFloatWeights(
      external,
      listWeights(external).map(({ name }) => name),
    );
    const replacements = Object.entries(weights).map(([name, weight]) => ({ name, ...weight }));
    const inside = replaceWeights(external, replacements);
    expect(externalFiles(inside)).toEqual([]);
    expect(found).toEqual(await gradientsOf(inside));
  });
});
