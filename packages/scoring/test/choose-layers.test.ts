import type { Benchmark, Model, OpenModel } from '@ventral/core';
import { describe, expect, it } from 'vitest';
import { chooseLayers } from '../src/choose-layers.ts';
import { openerOf } from '../src/find-model.ts';
import type { LayerMap } from '../src/layer-map.ts';

const benchmark = { id: 'B', region: 'behavior' } as Benchmark;
const model = { id: 'net' } as Model;
const unusable = [{ name: 'windows', operation: 'Reshape', reason: 'it mixes images' }];
const layers = ['early', 'late'].map((name) => ({ name, operation: 'Relu', shape: [3] }));
const open = { layers, unusable } as unknown as OpenModel;
const sources = {
  model,
  open,
  map: undefined,
  missingParts: 'refuse',
  name: 'here/net.onnx',
} as const;

describe('layer-hint: a layer that a model file does not have', () => {
  it('is answered with a command that works, for what the user named', () => {
    const choosing = () => chooseLayers(benchmark, { ...sources, asked: { layer: 'nosuch' } });
    expect(choosing).toThrow(
      expect.objectContaining({
        code: 'LAYER_NOT_FOUND',
        message: "here/net.onnx has no layer 'nosuch'.",
        hint: 'List all 2 with: ventral layers here/net.onnx',
      }),
    );
    expect(() => chooseLayers(benchmark, { ...sources, asked: {} })).toThrow(
      expect.objectContaining({
        code: 'LAYER_REQUIRED',
        hint: expect.stringContaining('ventral commit here/net.onnx'),
      }),
    );
  });

  it('is answered with the reason where its value cannot be used', () => {
    const choosing = () => chooseLayers(benchmark, { ...sources, asked: { layer: 'windows' } });
    expect(choosing).toThrow(
      "The layer 'windows' of here/net.onnx cannot be used: it mixes images.",
    );
  });
});

describe('layers over time', () => {
  const recurrent = {
    id: 'net',
    regionLayers: { IT: 'late', V4: 'early' },
    regionWindows: {
      IT: [
        { window: [100, 200], layer: 'early' },
        { window: [200, 300], layer: 'late' },
      ],
    },
  } as unknown as Model;
  const it4 = { id: 'B', region: 'IT' } as Benchmark;
  const choose = (
    one: Benchmark,
    more: Partial<Parameters<typeof chooseLayers>[1]> = {},
  ): unknown => chooseLayers(one, { ...sources, model: recurrent, asked: {}, ...more }).choices[0];

  it('are asked for by the request or by the benchmark, and by nothing else', () => {
    const trajectory = { IT: 'late', 'IT@100-200': 'early', 'IT@200-300': 'late' };
    expect(choose(it4)).toBe('late');
    expect(choose(it4, { overTime: true })).toEqual(trajectory);
    expect(choose({ ...it4, overTime: 'responses' })).toEqual(trajectory);
    expect(choose({ ...it4, region: 'V4' }, { overTime: true })).toBe('early');
    const mean: Benchmark = {
      ...it4,
      id: 'M',
      region: 'both',
      parts: [it4, { ...it4, region: 'V4' }],
    };
    expect(choose(mean)).toEqual({ IT: 'late', V4: 'early' });
    expect(choose(mean, { overTime: true })).toEqual({ ...trajectory, V4: 'early' });
  });

  it('need the layer that stands for the region as such', () => {
    const map = { regions: { 'IT@100-200': { layer: 'early' } } } as unknown as LayerMap;
    const model = { id: 'net' } as Model;
    expect(() => choose(it4, { overTime: true, map, model })).toThrow(
      expect.objectContaining({
        code: 'LAYER_REQUIRED',
        message: expect.stringContaining('to IT as such, but one to IT@100-200'),
      }),
    );
  });

  it('give way to a layer that is named, or committed to the region', () => {
    expect(choose(it4, { overTime: true, asked: { layer: 'late' } })).toBe('late');
    const committed = { benchmark: 'B', scoreVersion: 1, score: 1 };
    const map = { regions: { IT: { layer: 'early', ...committed } } } as unknown as LayerMap;
    expect(choose(it4, { overTime: true, map })).toBe('early');
  });

  it('may be described beside a model file by region and window', () => {
    const regionLayers = { IT: 'late', 'IT@-50-100': 'early', 'IT@100-300': 'late' };
    const described = { id: 'net', regionLayers } as unknown as Model;
    expect(choose(it4, { model: described, overTime: true })).toEqual(regionLayers);
    expect(choose(it4, { model: described })).toBe('late');
  });
});

describe('a benchmark on surprisal', () => {
  const reading = { ...benchmark, reads: 'surprisal' } as Benchmark;
  const surprised = [...layers, { name: 'surprisal', operation: 'Surprisal', shape: [1] }];
  const reader = { layers: surprised } as unknown as OpenModel;

  it('reads that layer, and no other', () => {
    const { choices } = chooseLayers(reading, { ...sources, open: reader, asked: {} });
    expect(choices).toEqual(['surprisal']);
    expect(() =>
      chooseLayers(reading, { ...sources, open: reader, asked: { layer: 'late' } }),
    ).toThrow("B reads how surprised the model is, 'surprisal', and no layer such as 'late'.");
  });

  it('refuses a model that is never surprised', () => {
    expect(() => chooseLayers(reading, { ...sources, asked: {} })).toThrow(
      expect.objectContaining({
        code: 'LAYER_REQUIRED',
        message: "here/net.onnx has no layer 'surprisal'.",
      }),
    );
  });
});

describe('openerOf', () => {
  it('knows a model file by its name, in small letters or capitals', () => {
    const opener = { extension: '.onnx', export: 'modelFromFile' };
    const index = { modelFiles: [opener] } as unknown as Parameters<typeof openerOf>[1];
    expect(openerOf('a.onnx', index)).toBe(opener);
    expect(openerOf('A.ONNX', index)).toBe(opener);
    expect(openerOf('a.onnx.txt', index)).toBeUndefined();
  });
});
