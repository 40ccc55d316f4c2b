import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { modelFromOnnxFile } from '@ventral/model-onnx';
import { buildModel } from '@ventral/onnx';
import { collectActivations, madeStimuli } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-model-onnx-'));
  path = join(folder, 'my_network.onnx');
  const bytes = buildModel({
    inputs: [{ name: 'image', type: 'float32', shape: ['n', 3, 8, 8] }],
    outputs: [{ name: 'relu', type: 'float32', shape: ['n', 3, 8, 8] }],
    nodes: [{ operation: 'Relu', inputs: ['image'], outputs: ['relu'] }],
  });
  await writeFile(path, bytes);
});
afterAll(() => rm(folder, { recursive: true }));

describe('modelFromOnnxFile', () => {
  it('names the model after the file', () => {
    const model = modelFromOnnxFile(path, { preprocessing: 'tf', imageSize: undefined });
    expect(model).toMatchObject({ id: 'my_network', title: 'my_network.onnx', visualDegrees: 8 });
  });

  it('names it in the same way where the file is .ONNX', () => {
    const model = modelFromOnnxFile('A/Net.v1.ONNX', { preprocessing: 'tf', imageSize: undefined });
    expect(model).toMatchObject({ id: 'Net.v1', title: 'Net.v1.ONNX' });
  });

  it('names the file in its hints (layer-hint)', async () => {
    await using open = await modelFromOnnxFile(path, {
      preprocessing: 'tf',
      imageSize: undefined,
    }).open(createRunContext());
    const reading = async () => collectActivations(open, madeStimuli(1, 8), ['nosuch']);
    await expect(reading()).rejects.toMatchObject({
      code: 'LAYER_NOT_FOUND',
      hint: expect.stringContaining(`ventral layers ${path}`),
    });
  });

  it('takes a preset by name or as data, to the same effect', async () => {
    const digests = await Promise.all(
      ['caffe', preprocessings.caffe, JSON.parse(JSON.stringify(preprocessings.caffe))].map(
        async (preprocessing) => {
          const model = modelFromOnnxFile(path, { preprocessing, imageSize: undefined });
          await using open = await model.open(createRunContext());
          return open.digest;
        },
      ),
    );
    expect(new Set(digests).size).toBe(1);
  });

  it.each([['pytorch'], [{ divisor: 255 }], [7]])('refuses preprocessing %j', (preprocessing) => {
    expect(() => modelFromOnnxFile(path, { preprocessing, imageSize: undefined })).toThrowError(
      expect.objectContaining({
        code: 'OPTION_INVALID',
        hint: expect.stringMatching(/Presets are torch|One that can be/),
      }),
    );
  });

  it('lists layers without a preprocessing, and looks at nothing', async () => {
    const model = modelFromOnnxFile(path, { preprocessing: undefined, imageSize: undefined });
    await using open = await model.open(createRunContext());
    expect(open.layers.map(({ name }) => name)).toEqual(['relu']);
    expect(open.candidateLayers).toEqual(['relu']);
    await expect(collectActivations(open, madeStimuli(1, 8), ['relu'])).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      hint: expect.stringMatching(/--preprocessing torch\|.*caffe/),
    });
  });

  it('says at once when there is no file', async () => {
    const model = modelFromOnnxFile(join(folder, 'none.onnx'), {
      preprocessing: 'tf',
      imageSize: undefined,
    });
    await expect(model.open(createRunContext())).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('none.onnx'),
    });
  });
});
