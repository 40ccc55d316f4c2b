import type { Benchmark, Model, OpenModel } from '@ventral/core';
import { describe, expect, it } from 'vitest';
import { chooseLayers } from '../src/choose-layers.ts';
import { openerOf } from '../src/find-model.ts';

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

describe('openerOf', () => {
  it('knows a model file by its name, in small letters or capitals', () => {
    const opener = { extension: '.onnx', export: 'modelFromFile' };
    const index = { modelFiles: [opener] } as unknown as Parameters<typeof openerOf>[1];
    expect(openerOf('a.onnx', index)).toBe(opener);
    expect(openerOf('A.ONNX', index)).toBe(opener);
    expect(openerOf('a.onnx.txt', index)).toBeUndefined();
  });
});
