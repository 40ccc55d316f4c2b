import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pgd, wrongClass } from '@ventral/attacks';
import { createRunContext } from '@ventral/host';
import { vone, voneFromOnnxFile } from '@ventral/model-vone';
import { RandomState } from '@ventral/numerics';
import { buildModel, readModel } from '@ventral/onnx';
import { collectActivations, expectSlopes, madeStimuli, makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { addVone } from '../src/add-vone.ts';

const options = { preprocessing: undefined, imageSize: undefined };

/** A network of drawn weights that names ten classes from cells. */
function backEnd(cells: number, { side = 56, opset = 17 } = {}): Uint8Array {
  const random = new RandomState(1);
  const weights = Float32Array.from({ length: 10 * cells }, () => random.standardNormal());
  return buildModel({
    opset,
    inputs: [{ name: 'cells', type: 'float32', shape: ['n', cells, side, side] }],
    outputs: [{ name: 'scores', type: 'float32', shape: ['n', 10] }],
    initializers: [{ name: 'weights', shape: [cells, 10], values: weights }],
    nodes: [
      { operation: 'GlobalAveragePool', inputs: ['cells'], outputs: ['vone'] },
      { operation: 'Flatten', inputs: ['vone'], outputs: ['flat'] },
      { operation: 'MatMul', inputs: ['flat', 'weights'], outputs: ['scores'] },
    ],
  });
}

async function saved(bytes: Uint8Array) {
  const folder = await makeFolder({});
  const path = join(folder.path, 'net.onnx');
  await writeFile(path, bytes);
  return { folder, path };
}

describe('a network behind a VOneBlock', () => {
  it('takes its cells, simple ones first, and computes of them what it computes', async () => {
    const { folder, path } = await saved(backEnd(512));
    await using _folder = folder;
    const model = voneFromOnnxFile(path, options);
    expect(model).toMatchObject({ id: 'vone+net', regionLayers: { V1: 'vone/vone' } });
    await using open = await model.open(createRunContext());
    expect(open.classLayer).toBe('scores');
    expect(open.files).toEqual([path]);
    expect(open.notes).toEqual([expect.stringContaining('trained behind this very one')]);
    const images = madeStimuli(1, 224);
    await using alone = await vone.open(createRunContext());
    const cells = (await collectActivations(alone, images, ['vone'])).get('vone')!;
    const seen = await collectActivations(open, images, ['vone/vone', 'flat']);
    expect(Buffer.from(seen.get('vone/vone')!.buffer).equals(Buffer.from(cells.buffer))).toBe(true);
    const means = Array.from({ length: 512 }, (_, cell) => {
      const own = cells.subarray(cell * 56 ** 2, (cell + 1) * 56 ** 2);
      return own.reduce((sum, value) => sum + value, 0) / 56 ** 2;
    });
    for (const [cell, mean] of means.entries())
      expect(seen.get('flat')![cell]).toBeCloseTo(mean, 5);
  });

  it('slopes by its pixels, and is attacked by its slopes', async () => {
    const { folder, path } = await saved(backEnd(16));
    await using _folder = folder;
    await expectSlopes(await readModel(await addVone(path, 0)), {
      value: 'scores',
      shape: [1, 3, 224, 224],
      noise: [0, 0.5],
    });
    await using open = await voneFromOnnxFile(path, options).open(createRunContext());
    await using classifier = await open.openClassifier!(createRunContext());
    const random = new RandomState(0);
    const pixels = Float32Array.from({ length: 2 * 3 * 224 ** 2 }, () => random.randomSample());
    const attacked = wrongClass(classifier, [3, 7]);
    const { losses: before } = await attacked.judge(pixels, [0, 1]);
    const { pixels: changed } = await pgd(attacked, pixels, [0, 1], {
      norm: 'linf',
      epsilon: 2 / 255,
      steps: 3,
    });
    const { losses: after } = await attacked.judge(changed, [0, 1]);
    for (const row of [0, 1]) expect(after[row]).toBeGreaterThan(before[row]!);
  });

  it.each([
    ['pixels', backEnd(3, { side: 224 })],
    ['three channels', backEnd(3)],
    ['other places', backEnd(16, { side: 28 })],
  ])('is refused where it takes %s', async (_what, bytes) => {
    const { folder, path } = await saved(bytes);
    await using _folder = folder;
    await expect(voneFromOnnxFile(path, options).open(createRunContext())).rejects.toMatchObject({
      code: 'MODEL_INPUT_MISMATCH',
      hint: expect.stringContaining('cannot read cells'),
    });
  });

  it('is refused in an operator set that is too old', async () => {
    const { folder, path } = await saved(backEnd(16, { opset: 9 }));
    await using _folder = folder;
    await expect(voneFromOnnxFile(path, options).open(createRunContext())).rejects.toMatchObject({
      code: 'MODEL_INPUT_MISMATCH',
    });
  });

  it('takes images of no other size', () => {
    const opening = () => voneFromOnnxFile('net.onnx', { imageSize: 32 });
    expect(opening).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });
});
