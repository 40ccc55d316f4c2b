import type { LinearReadout } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { networkModel } from '@ventral/network';
import { deviceTolerance } from '@ventral/onnx';
import { describeAdapter, describeReference, madeStimuli, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

const [cpu, webgpu] = [createRunContext(), createRunContext({ device: 'webgpu' })];
const sites = 4;

describeReference('a readout of a small network', 'data/vnncomp2021-networks', () => {
  describeAdapter('on webgpu', () => {
    it.each([
      ['18', 2048],
      ['29', 1024],
      ['33', 10],
    ])('is what the CPU computes, and all that is read back: of %s', async (layer, values) => {
      const network = referencePath('data/vnncomp2021-networks/resnet_2b.onnx');
      const described = { id: 'small', title: 'Small', network };
      const { open } = networkModel({ ...described, preprocessing: preprocessings.torch });
      await using model = await open(cpu);
      const readout: LinearReadout = {
        layer,
        weights: {
          shape: [values, sites],
          values: Float32Array.from({ length: values * sites }, (_, at) => Math.sin(at * at)),
        },
        intercepts: Float32Array.of(1, 2, 3, 4),
      };
      await using reading = await model.withReadout!(readout);
      const stimuli = madeStimuli(40, 32);
      const name = `readout of ${layer}`;
      const look = async (context: typeof cpu) => {
        const found: number[] = [];
        for await (const { count, activations } of reading.look(stimuli, [name], context)) {
          expect([...activations].map(([key, { length }]) => [key, length])).toEqual([
            [name, count * sites],
          ]);
          found.push(...activations.get(name)!);
        }
        return found;
      };
      const expected = await look(cpu);
      const found = await look(webgpu);
      expect(found).toHaveLength(40 * sites);
      const scale = Math.max(...expected.map(Math.abs));
      for (const [cell, value] of expected.entries()) {
        expect(Math.abs(found[cell]! - value) / scale).toBeLessThan(deviceTolerance);
      }
    });
  });
});
