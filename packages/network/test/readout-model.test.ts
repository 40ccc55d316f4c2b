import type { Layer, LinearReadout, OpenModel } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { buildModel, listLayers, openSession, readModel } from '@ventral/onnx';
import { collectActivations, madeStimuli } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { addReadout } from '../src/add-readout.ts';

const context = createRunContext();
const sites = 3;
const wave = (length: number, step: number) =>
  Float32Array.from({ length }, (_, place) => Math.sin(1 + step * place) / 4);

/** A convolution and tanh, `images x 8 x 4 x 4`; the same with images in another place, and 5 values of them. */
function madeNetwork(batch: number | string, opset: number): Uint8Array {
  const values = { name: 'five', shape: [5], values: BigInt64Array.of(0n, 7n, 30n, 64n, 127n) };
  return buildModel({
    opset,
    inputs: [{ name: 'image', type: 'float32', shape: [batch, 3, 6, 6] }],
    outputs: [{ name: 'values', type: 'float32', shape: [batch, 5] }],
    initializers: [{ name: 'filters', shape: [8, 3, 3, 3], values: wave(216, 0.7) }, values],
    nodes: [
      { operation: 'Conv', inputs: ['image', 'filters'], outputs: ['conv'] },
      { operation: 'Tanh', inputs: ['conv'], outputs: ['tanh'] },
      {
        operation: 'Transpose',
        inputs: ['tanh'],
        outputs: ['images second'],
        attributes: { perm: { ints: [1, 0, 2, 3] } },
      },
      { operation: 'Flatten', inputs: ['tanh'], outputs: ['flat'] },
      {
        operation: 'Gather',
        inputs: ['flat', 'five'],
        outputs: ['values'],
        attributes: { axis: { int: 1 } },
      },
    ],
  });
}

function openMade(batch: number | string, opset: number): Promise<OpenModel> {
  const network = () => madeNetwork(batch, opset);
  const preprocessing = preprocessings.torch;
  return networkModel({ id: 'made', title: 'Made', network, preprocessing }).open(context);
}

function readoutOf(layer: string, values: number): LinearReadout {
  const weights = { shape: [values, sites], values: wave(values * sites, 0.9) };
  return { layer, weights, intercepts: Float32Array.of(0.5, -1, 2) };
}

/** `values . weights + intercepts` in double precision. */
function product(values: Float32Array, { weights, intercepts }: LinearReadout): Float64Array {
  const [count = 0] = weights.shape;
  const sums = new Float64Array((values.length / count) * sites);
  for (let cell = 0; cell < sums.length; cell++) {
    const [row, site] = [Math.floor(cell / sites), cell % sites];
    sums[cell] = intercepts[site]!;
    for (let at = 0; at < count; at++) {
      sums[cell]! += values[row * count + at]! * weights.values[at * sites + site]!;
    }
  }
  return sums;
}

describe('a model with a readout as its layer', () => {
  it.each<[layer: string, values: number, batch: number | string, opset: number]>([
    ['tanh', 128, 'n', 17],
    ['tanh', 128, 2, 17],
    ['tanh', 128, 'n', 11],
    ['images second', 128, 'n', 17],
    ['values', 5, 'n', 13],
  ])(
    'is what the values of the layer come to: %s, of %i, %s images at once, operators of version %i',
    async (layer, values, batch, opset) => {
      await using model = await openMade(batch, opset);
      const readout = readoutOf(layer, values);
      await using reading = await model.withReadout!(readout);
      expect(reading.layers).toMatchObject([{ name: `readout of ${layer}`, shape: [sites] }]);
      const stimuli = madeStimuli(3, 6);
      const [{ name }] = reading.layers as [Layer];
      const expected = await collectActivations(model, stimuli, [layer]);
      const found = (await collectActivations(reading, stimuli, [name])).get(name)!;
      const sums = product(expected.get(layer)!, readout);
      expect(found).toHaveLength(3 * sites);
      const scale = Math.max(...sums.map(Math.abs));
      for (const [cell, sum] of sums.entries()) {
        expect(Math.abs(found[cell]! - sum) / scale).toBeLessThan(1e-6);
      }
    },
  );

  it.each([
    ['tanh', 128],
    ['values', 5],
  ])('is added up in 64 parts, and is the same in blocks of sites: of %s', async (name, values) => {
    const network = await readModel(madeNetwork(2, 17));
    const { layers } = await listLayers(network, { image: [2, 3, 6, 6] });
    const read = layers.find((layer) => layer.name === name)!;
    const image = { type: 'float32', shape: [2, 3, 6, 6], values: wave(216, 0.3) } as const;
    const ofTwoSites = 2 * 4 * Math.max(64, values);
    const found = await Promise.all(
      [undefined, ofTwoSites, 1].map(async (mostBytes) => {
        const added = await addReadout(network, read, readoutOf(name, values), mostBytes);
        const products = added.network.graph.node.filter(({ input }) => /weights/.test(input[1]!));
        await using session = await openSession(added.network);
        const { [added.layer.name]: sums } = await session.run({ image });
        return { blocks: products.length, sums };
      }),
    );
    expect(found.map(({ blocks }) => blocks)).toEqual([1, 2, 3]);
    const [whole, ...inBlocks] = found.map(({ sums }) => sums!.values as Float32Array);
    for (const sums of inBlocks) {
      expect(sums).toHaveLength(2 * sites);
      for (const [cell, sum] of whole!.entries()) expect(sums[cell]).toBeCloseTo(sum, 6);
    }
  });

  it('has a digest of the network and of all of the readout', async () => {
    await using model = await openMade('n', 17);
    const readout = readoutOf('tanh', 128);
    const { values } = readout.weights;
    const digests = await Promise.all(
      [
        {},
        { layer: 'conv' },
        { weights: { shape: [128, sites], values: values.with(200, 0.5) } },
        { intercepts: Float32Array.of(0.5, -1, 2.5) },
      ].map(async (change) => (await model.withReadout!({ ...readout, ...change })).digest),
    );
    expect(new Set([model.digest, ...digests]).size).toBe(5);
    expect((await model.withReadout!(readoutOf('tanh', 128))).digest).toBe(digests[0]);
  });

  it('refuses weights that do not fit, unknown layers, and what is not its own layer', async () => {
    await using model = await openMade('n', 17);
    await expect(model.withReadout!(readoutOf('tanh', 127))).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining("do not read 'tanh', which has 128 values"),
    });
    await expect(model.withReadout!(readoutOf('tahn', 128))).rejects.toMatchObject({
      code: 'LAYER_NOT_FOUND',
    });
    const reading = await model.withReadout!(readoutOf('tanh', 128));
    expect(() => reading.look(madeStimuli(1, 6), ['tanh'], context)).toThrow("no layer 'tanh'");
  });
});
