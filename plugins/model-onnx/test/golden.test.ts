import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunContext } from '@ventral/host';
import { modelFromOnnxFile } from '@ventral/model-onnx';
import {
  collectActivations,
  describeReference,
  madeStimuli,
  referencePath,
} from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { expectGoldenActivations } from './golden-activations.ts';

describeReference('activations of real networks', 'golden/end-to-end/scores.json', () => {
  // The others are in golden.full.test.ts.
  it('session 210325, mobilenet_v1_0.25_128', () =>
    expectGoldenActivations('210325', 'mobilenet_v1_0.25_128'));

  it.each([
    ['squeezenet1_1', ['pool1', 'fire2/concat', 'fire9/concat']],
    ['squeezenet1_0', ['pool1', 'fire2/concat', 'fire9/concat']],
    ['mobilenet_v1_1.0_224', ['Conv2d_1_pointwise', 'Conv2d_13_pointwise']],
    ['mobilenet_v2_1.0_224', ['expanded_conv_2/add', 'expanded_conv_15/add']],
    ['resnet18_pqf', ['maxpool', 'layer1.0', 'layer2.1', 'layer4.1']],
  ])('%s has candidates at the ends of its blocks', async (network, some) => {
    const path = referencePath(`weights/${network}.onnx`);
    const options = { preprocessing: undefined, imageSize: undefined };
    await using model = await modelFromOnnxFile(path, options).open(createRunContext());
    expect(model.candidateLayers).toEqual(expect.arrayContaining(some));
    expect(model.candidateLayers.length).toBeGreaterThan(5);
    expect(model.candidateLayers.length).toBeLessThanOrEqual(12);
  });

  it('refuses another size than the network takes', async () => {
    const path = referencePath('weights/squeezenet1_1.onnx');
    const model = modelFromOnnxFile(path, { preprocessing: 'caffe', imageSize: 224 });
    await expect(model.open(createRunContext())).rejects.toMatchObject({
      code: 'MODEL_INPUT_MISMATCH',
      message: expect.stringContaining('227, not 224'),
    });
  });
});

describeReference('networks of the ONNX reference material', 'golden/onnx/index.json', () => {
  const openGolden = (name: string) =>
    modelFromOnnxFile(referencePath('golden/onnx', `${name}.onnx`), {
      preprocessing: 'torch',
      imageSize: undefined,
    }).open(createRunContext());

  it('a network with a fixed batch sees the same as one without', async () => {
    await using fixed = await openGolden('fixed_batch_1');
    await using free = await openGolden('small_convnet');
    const layers = ['pool1', 'logits'];
    const [one, other] = await Promise.all(
      [fixed, free].map((model) => collectActivations(model, madeStimuli(5, 40), layers)),
    );
    for (const layer of layers) {
      const values = one?.get(layer) as Float32Array;
      const same = other?.get(layer) as Float32Array;
      expect(values).toHaveLength(same.length);
      expect(Math.max(...values.map((x, i) => Math.abs(x - same[i]!)))).toBeLessThan(1e-4);
    }
    expect(fixed.digest).not.toBe(free.digest);
  });

  it('weights in a second file are part of the model', async () => {
    await using model = await openGolden('external_mlp');
    const activations = await collectActivations(model, madeStimuli(2, 32), ['act']);
    expect(activations.get('act')).toHaveLength(2 * 48);

    const folder = await mkdtemp(join(tmpdir(), 'ventral-model-onnx-'));
    try {
      const copy = join(folder, 'external_mlp.onnx');
      await writeFile(copy, await readFile(referencePath('golden/onnx/external_mlp.onnx')));
      const weights = await readFile(referencePath('golden/onnx/external_mlp.onnx.data'));
      weights[100]! ^= 1;
      await writeFile(`${copy}.data`, weights);
      const options = { preprocessing: 'torch', imageSize: undefined };
      await using changed = await modelFromOnnxFile(copy, options).open(createRunContext());
      expect(changed.digest).not.toBe(model.digest);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  describe.each([
    ...['corrupt_truncated', 'corrupt_header', 'empty', 'invalid_graph'],
    'missing_external/external_mlp',
  ])('%s', (name) => {
    it('is refused when opened', async () => {
      await expect(openGolden(name)).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
    });
  });
});
