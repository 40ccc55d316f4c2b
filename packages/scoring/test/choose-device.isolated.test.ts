import type { Model, OpenModel } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createRunContext } from '@ventral/host';
import { describe, expect, it, vi } from 'vitest';
import { onChosenDevice } from '../src/choose-device.ts';
import type { ProjectRun } from '../src/project-run.ts';

const hardware = vi.hoisted(() => ({ isThere: true }));
vi.mock('../../onnx/src/find-adapter.ts', async (original) => ({
  ...(await original<object>()),
  hasHardwareAdapter: async () => hardware.isThere,
}));

const run = (choosesDevice: boolean): ProjectRun => ({
  folder: '.',
  plugins: { plugins: [] } as unknown as ProjectRun['plugins'],
  program: undefined,
  context: createRunContext(),
  choosesDevice,
});
/** A network of so many values an image. */
const network = (values: number, anatomy: object | undefined = {}, stimuli = 'image') => ({
  model: { stimuli } as Model,
  open: {
    layers: [{ name: 'a', operation: 'Conv', shape: [values] }],
    files: ['/home/someone/net.onnx'],
    anatomy,
  } as unknown as OpenModel,
});
const device = async ({ context }: ProjectRun) => context.device;

describe('onChosenDevice', () => {
  it('takes a card for a large network, where the run leaves the device open', async () => {
    expect(await onChosenDevice(run(true), network(2e6), device)).toBe('webgpu');
    expect(await onChosenDevice(run(false), network(2e6), device)).toBe('cpu');
  });

  it('takes the CPU for small networks, for what is no network, and without a card', async () => {
    expect(await onChosenDevice(run(true), network(1000), device)).toBe('cpu');
    const { model, open } = network(2e6);
    const unknown = { model, open: { ...open, anatomy: undefined } as unknown as OpenModel };
    expect(await onChosenDevice(run(true), unknown, device)).toBe('cpu');
    const other = { model, open: { ...open, devices: ['cpu'] } as OpenModel };
    expect(await onChosenDevice(run(true), other, device)).toBe('cpu');
    hardware.isThere = false;
    expect(await onChosenDevice(run(true), network(2e6), device)).toBe('cpu');
    hardware.isThere = true;
  });

  it('goes by the weights of models of language', async () => {
    const reading = (parameters: number) => network(1000, { parameters }, 'text');
    expect(await onChosenDevice(run(true), reading(124e6), device)).toBe('webgpu');
    expect(await onChosenDevice(run(true), reading(260e3), device)).toBe('cpu');
  });

  it.each(['DEVICE_DIVERGES', 'DEVICE_LOST', 'DEVICE_MEMORY', 'DEVICE_UNAVAILABLE'] as const)(
    'goes on with the CPU after %s, and says so without the folder of the network',
    async (code) => {
      const tried: string[] = [];
      const notes = await onChosenDevice(run(true), network(2e6), async (chosen, said) => {
        tried.push(chosen.context.device);
        if (chosen.context.device === 'cpu') return said;
        throw new VentralError(code, "'relu' (Relu) of /home/someone/net.onnx parts.");
      });
      expect(tried).toEqual(['webgpu', 'cpu']);
      expect(notes).toEqual([`Computed on the CPU: 'relu' (Relu) of net.onnx parts. [${code}]`]);
    },
  );

  it('leaves other failures as they are', async () => {
    const failing = onChosenDevice(run(true), network(2e6), async () => {
      throw new VentralError('MODEL_FAILED', 'no');
    });
    await expect(failing).rejects.toMatchObject({ code: 'MODEL_FAILED' });
  });
});
