import type { LinearReadout, OpenModel, ResponseAim } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { buildModel } from '@ventral/onnx';
import { madeImage } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

const context = createRunContext();
const wave = (length: number, step: number) =>
  Float32Array.from({ length }, (_, place) => Math.sin(1 + step * place) / 4);

/** A convolution and tanh: 4 x 4 x 3 values for an image. */
function openMade(batch: number | string = 'n'): Promise<OpenModel> {
  const network = () =>
    buildModel({
      inputs: [{ name: 'image', type: 'float32', shape: [batch, 3, 6, 5] }],
      outputs: [{ name: 'tanh', type: 'float32', shape: [batch, 4, 4, 3] }],
      initializers: [{ name: 'filters', shape: [4, 3, 3, 3], values: wave(108, 0.7) }],
      nodes: [
        { operation: 'Conv', inputs: ['image', 'filters'], outputs: ['conv'] },
        { operation: 'Tanh', inputs: ['conv'], outputs: ['tanh'] },
      ],
    });
  const preprocessing = preprocessings.torch;
  return networkModel({ id: 'made', title: 'Made', network, preprocessing }).open(context);
}

const readout: LinearReadout = {
  layer: 'tanh',
  weights: { shape: [48, 3], values: wave(144, 0.9) },
  intercepts: Float32Array.of(0.5, -1, 2),
};
const goals = Float32Array.of(0, 1, 0);

function aimOf(aim: ResponseAim, responses: ArrayLike<number>): number {
  const [a = 0, b = 0, c = 0] = Array.from(responses);
  if (aim === 'stretch') return b;
  if (aim === 'one-hot') return b - Math.log(Math.exp(a) + Math.exp(b) + Math.exp(c));
  return -(a ** 2 + (b - 1) ** 2 + c ** 2) / 2;
}

const pixelsOf = (seed: number) =>
  Float32Array.from(madeImage(seed, 5, 6).data, (level) => level / 255);

describe('an aim for predicted responses', () => {
  it.each<[ResponseAim, number | string]>([
    ['stretch', 'n'],
    ['one-hot', 'n'],
    ['pattern', 'n'],
    ['one-hot', 4],
  ])('has the gradient of finite differences: %s, %s images at once', async (aim, batch) => {
    await using model = await openMade(batch);
    await using gradient = await model.openReadout!(readout, aim, context);
    const pixels = pixelsOf(1);
    const { gradients } = await gradient.run(pixels, goals);
    expect(gradients).toHaveLength(pixels.length);
    const largest = Math.max(...gradients.map(Math.abs));
    const step = 0.01;
    for (let place = 0; place < pixels.length; place += 7) {
      const [below, above] = await Promise.all(
        [-step, step].map(async (change) => {
          const around = pixels.slice();
          around[place]! += change;
          return aimOf(aim, (await gradient.run(around, goals)).responses);
        }),
      );
      const slope = (above! - below!) / (2 * step);
      expect(Math.abs(slope - gradients[place]!) / largest).toBeLessThan(5e-3);
    }
  });

  it('is of each image alone, and of what the model says of it', async () => {
    await using model = await openMade();
    await using gradient = await model.openReadout!(readout, 'one-hot', context);
    const [first, second] = [pixelsOf(1), pixelsOf(2)];
    const both = await gradient.run(
      Float32Array.from([...first, ...second]),
      Float32Array.of(0, 1, 0, 1, 0, 0),
    );
    const alone = await gradient.run(second, Float32Array.of(1, 0, 0));
    for (const [place, slope] of alone.gradients.entries()) {
      expect(both.gradients[first.length + place]).toBeCloseTo(slope, 5);
    }
    const stimulus = { id: 'one', load: async () => madeImage(2, 5, 6) };
    for await (const { activations } of model.look([stimulus], ['tanh'], context)) {
      const values = activations.get('tanh') as Float32Array;
      for (let site = 0; site < 3; site++) {
        const sum = values.reduce(
          (total, value, place) => total + value * readout.weights.values[3 * place + site]!,
          readout.intercepts[site]!,
        );
        expect(alone.responses[site]).toBeCloseTo(sum, 4);
      }
    }
  });

  it('refuses weights that do not fit the layer, goals of other sites and unknown layers', async () => {
    await using model = await openMade();
    const open = (changed: Partial<LinearReadout>) =>
      model.openReadout!({ ...readout, ...changed }, 'stretch', context);
    await expect(open({ weights: { shape: [47, 3], values: wave(141, 1) } })).rejects.toMatchObject(
      { code: 'SHAPE_MISMATCH' },
    );
    await expect(open({ intercepts: Float32Array.of(1) })).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
    });
    await expect(open({ layer: 'tahn' })).rejects.toMatchObject({ code: 'LAYER_NOT_FOUND' });
    await using gradient = await open({});
    await expect(gradient.run(pixelsOf(1), Float32Array.of(1))).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
    });
  });
});
