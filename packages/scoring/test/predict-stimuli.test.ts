import type { LinearReadout, Model } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { createMatrix } from '@ventral/numerics';
import { brightnessModel, someStimuli } from '@ventral/testing';
import { describe, expect, it, vi } from 'vitest';
import { predictStimuli } from '../src/control/predict-stimuli.ts';
import { temporaryFolder } from './project-fixture.ts';

const model = { id: 'brightness', stimuli: 'image' } as Model;
const stimuli = someStimuli(5);

/** A mapping from so many values to two sites. */
function mappingOf(values: number) {
  const weights = Float32Array.from({ length: 2 * values }, (_, at) => Math.cos(at));
  return {
    weights: createMatrix([values, 2], weights),
    intercepts: Float64Array.of(0.5, -1),
  };
}

const predict = (
  open: ReturnType<typeof brightnessModel>,
  layer: string,
  device: 'cpu' | 'webgpu',
) => {
  const context = createRunContext({ cacheFolder: temporaryFolder(), device });
  const mapping = mappingOf({ early: 3, late: 5 }[layer] ?? 8);
  return predictStimuli({ model, open, layer, region: 'V4' }, stimuli, mapping, context);
};

describe('predictStimuli', () => {
  it('reads the layer on the CPU, of several layers, and of a model that has no readouts', async () => {
    const refusing = {
      ...brightnessModel(),
      withReadout: () => Promise.reject(new Error('not to be asked')),
    };
    const plain = brightnessModel();
    expect(await predict(plain, 'late', 'webgpu')).toEqual(await predict(refusing, 'late', 'cpu'));
    const both = await predict(refusing, 'early+late', 'webgpu');
    expect(both).toEqual(await predict(plain, 'early+late', 'cpu'));
    expect(both.shape).toEqual([5, 2]);
    expect(plain.looks.map(({ layers }) => layers)).toEqual([['late'], ['early', 'late']]);
  });

  it('reads nothing but the readout on a device, where the model has one', async () => {
    const asked: LinearReadout[] = [];
    const plain = brightnessModel();
    const closed = vi.fn(async () => {});
    const reading = {
      ...brightnessModel({ digest: 'read', layers: { 'readout of late': 2 } }),
      [Symbol.asyncDispose]: closed,
    };
    const open = {
      ...plain,
      async withReadout(readout: LinearReadout) {
        asked.push(readout);
        return reading;
      },
    };
    const predicted = await predict(open, 'late', 'webgpu');
    expect(asked).toEqual([
      { layer: 'late', weights: mappingOf(5).weights, intercepts: Float32Array.of(0.5, -1) },
    ]);
    expect(plain.looks).toEqual([]);
    expect(reading.looks).toEqual([{ stimuli: 5, layers: ['readout of late'] }]);
    expect(closed).toHaveBeenCalledOnce();
    expect(predicted.shape).toEqual([5, 2]);
    expect(predicted.values).toBeInstanceOf(Float64Array);
  });
});
