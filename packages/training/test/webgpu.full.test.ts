import type { NdArray } from '@ventral/arrays';
import { deviceTolerance, readFloatWeights } from '@ventral/onnx';
import { describeAdapter } from '@ventral/testing';
import { trainEpochs } from '@ventral/training';
import { expect, it } from 'vitest';
import { madeNetwork, madeTask } from './made-training.ts';

function furthest(expected: NdArray, found: NdArray | undefined): number {
  const values = Array.from(expected.values);
  const largest = Math.max(...values.map(Math.abs));
  const distances = values.map((value, place) => Math.abs(value - found!.values[place]!));
  return Math.max(...distances) / largest;
}

describeAdapter('training on webgpu', () => {
  it('moves weights, step by step, as on the CPU', async () => {
    const model = madeNetwork(true);
    const task = { network: { model, trainable: 'all' as const }, epochs: 1 };
    const onCpu = await trainEpochs(madeTask({ ...task, session: { threads: 1 } }));
    const onDevice = await trainEpochs(
      madeTask({ ...task, session: { threads: 1, device: 'webgpu' } }),
    );
    for (const [name, weight] of Object.entries(onCpu.weights)) {
      expect(furthest(weight, onDevice.weights[name]), name).toBeLessThan(deviceTolerance);
    }
    for (const [name, statistic] of Object.entries(onCpu.statistics)) {
      expect(furthest(statistic, onDevice.statistics[name]), name).toBeLessThan(deviceTolerance);
    }
    // The device computed them: it adds up in another order.
    expect(onDevice.weights).not.toEqual(onCpu.weights);
    const before = await readFloatWeights(model, Object.keys(onDevice.weights));
    for (const [name, { values }] of Object.entries(before)) {
      expect(onDevice.weights[name]?.values, name).not.toEqual(values);
    }
  });
});
