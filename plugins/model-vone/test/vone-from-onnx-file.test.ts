import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fgsm, pgd, wrongClass } from '@ventral/attacks';
import { createRunContext } from '@ventral/host';
import { noisyVoneFromOnnxFile, vone, voneFromOnnxFile } from '@ventral/model-vone';
import { RandomState } from '@ventral/numerics';
import { buildModel, modelInputs, readModel } from '@ventral/onnx';
import { collectActivations, expectSlopes, madeStimuli, makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { paperNoise } from '../src/add-spikes.ts';
import { addVone } from '../src/add-vone.ts';

const options = { preprocessing: undefined, imageSize: undefined };

/** A network of drawn weights that names ten classes from cells. */
function backEnd(
  cells: number,
  { side = 56, opset = 17, batch = 'n' as string | number } = {},
): Uint8Array {
  const random = new RandomState(1);
  const weights = Float32Array.from({ length: 10 * cells }, () => random.standardNormal());
  return buildModel({
    opset,
    inputs: [{ name: 'cells', type: 'float32', shape: [batch, cells, side, side] }],
    outputs: [{ name: 'scores', type: 'float32', shape: [batch, 10] }],
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

describe('a network behind a VOneBlock with noise', () => {
  const drawnPixels = (images: number) => {
    const random = new RandomState(0);
    return Float32Array.from({ length: images * 3 * 224 ** 2 }, () => random.randomSample());
  };

  it('sees spike counts: normal, with a variance equal to the mean, none below 0', async () => {
    const { folder, path } = await saved(backEnd(16));
    await using _folder = folder;
    // So many spikes that next to no count is cut off.
    const [spikes, baseline] = [10_000, 100];
    const model = voneFromOnnxFile(path, { ...options, noise: { seed: 3, spikes, baseline } });
    expect(model).toMatchObject({ id: 'vone-noisy+net', regionLayers: { V1: 'vone/noisy' } });
    await using open = await model.open(createRunContext());
    expect(open.notes!.join()).toContain('noise of seed 3');
    const read = await collectActivations(open, madeStimuli(1, 224), ['vone/vone', 'vone/noisy']);
    const [quiet, noisy] = [read.get('vone/vone')!, read.get('vone/noisy')!];
    let [sum, squares] = [0, 0];
    for (const [cell, response] of quiet.entries()) {
      const mean = spikes * response + baseline;
      const number = (spikes * noisy[cell]! + baseline - mean) / Math.sqrt(mean);
      sum += number;
      squares += number ** 2;
    }
    // Three standard errors, of a mean and of a variance.
    expect(Math.abs(sum / quiet.length)).toBeLessThan(3 / Math.sqrt(quiet.length));
    expect(Math.abs(squares / quiet.length - 1)).toBeLessThan(3 * Math.sqrt(2 / quiet.length));
  });

  it('has the noise of the paper where none is said: counts of .07 spikes at rest, cut at 0', async () => {
    const { folder, path } = await saved(backEnd(16));
    await using _folder = folder;
    await using open = await noisyVoneFromOnnxFile(path, options).open(createRunContext());
    const read = await collectActivations(open, madeStimuli(1, 224), ['vone/vone', 'vone/noisy']);
    const [quiet, noisy] = [read.get('vone/vone')!, read.get('vone/noisy')!];
    const silent = Array.from(quiet.keys()).filter((cell) => quiet[cell] === 0);
    expect(silent.length).toBeGreaterThan(5000);
    const counts = silent.map((cell) => 8.75 * noisy[cell]! + 0.07);
    expect(Math.min(...counts)).toBeGreaterThan(-1e-5);
    // Of .07 + sqrt(.07) x normal, cut at 0: the share above 0, and the mean.
    const z = Math.sqrt(0.07);
    const above = counts.filter((count) => count > 1e-5).length / counts.length;
    expect(Math.abs(above - 0.6043)).toBeLessThan(3 * Math.sqrt(0.24 / counts.length));
    const mean = counts.reduce((total, count) => total + count, 0) / counts.length;
    const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
    const expected = 0.07 * 0.6043 + z * density;
    expect(Math.abs(mean - expected)).toBeLessThan((3 * 0.2) / Math.sqrt(counts.length));
  });

  it('slopes by its pixels under any noise', async () => {
    const { folder, path } = await saved(backEnd(4));
    await using _folder = folder;
    await using open = await noisyVoneFromOnnxFile(path, options).open(createRunContext());
    await using classifier = await open.openClassifier!(createRunContext());
    const pixels = drawnPixels(1);
    const lossOf = async (some: Float32Array) => {
      const [own = 0, ...others] = await classifier.scores(some, { rows: [5], draw: 7 });
      return Math.log1p(others.reduce((sum, score) => sum + Math.exp(score - own), 0));
    };
    const { gradients } = await classifier.slopes(pixels, [0], { rows: [5], draw: 7 });
    // Along the gradient itself: single pixels do less than float32 tells.
    const norm = Math.sqrt(gradients.reduce((sum, slope) => sum + slope ** 2, 0));
    const moved = (by: number) => pixels.map((pixel, at) => pixel + (by * gradients[at]!) / norm);
    const step = 0.2;
    const slope = ((await lossOf(moved(step))) - (await lossOf(moved(-step)))) / (2 * step);
    expect(Math.abs(slope / norm - 1)).toBeLessThan(0.05);
  });

  it('is attacked alike each time, and otherwise by another seed', async () => {
    const { folder, path } = await saved(backEnd(4));
    await using _folder = folder;
    const pixels = drawnPixels(2);
    const attack = async (seed: number, rows: readonly number[], how: typeof fgsm) => {
      const noise = { seed, draws: 2 };
      const model = voneFromOnnxFile(path, { ...options, noise });
      await using open = await model.open(createRunContext());
      await using classifier = await open.openClassifier!(createRunContext());
      expect(classifier.noise).toEqual(noise);
      const attacked = wrongClass(classifier, [3, 7]);
      const some = pixels.subarray(0, rows.length * 3 * 224 ** 2);
      const found = await how(attacked, some, rows, { epsilon: 2 / 255 });
      return { digest: classifier.digest, bytes: Buffer.from(found.pixels.buffer) };
    };
    const [first, again, other] = [
      await attack(0, [0, 1], fgsm),
      await attack(0, [0, 1], fgsm),
      await attack(1, [0, 1], fgsm),
    ];
    expect(again.bytes.equals(first.bytes)).toBe(true);
    expect(again.digest).toBe(first.digest);
    expect(other.bytes.equals(first.bytes)).toBe(false);
    expect(other.digest).not.toBe(first.digest);
    const steps = (...[of, some, rows, { epsilon }]: Parameters<typeof fgsm>) =>
      pgd(of, some, rows, { norm: 'l2', epsilon, steps: 2 });
    const [once, twice] = [await attack(0, [0], steps), await attack(0, [0], steps)];
    expect(twice.bytes.equals(once.bytes)).toBe(true);
  });

  it('is run on batches where its file takes one image', async () => {
    const answers: Float32Array[] = [];
    for (const batch of ['n', 1]) {
      const { folder, path } = await saved(backEnd(4, { batch }));
      await using _folder = folder;
      const inputs = modelInputs(await readModel(await addVone(path, 0, paperNoise)));
      expect(inputs.map(({ shape }) => shape[0])).toEqual([undefined, undefined]);
      await using open = await noisyVoneFromOnnxFile(path, options).open(createRunContext());
      await using classifier = await open.openClassifier!(createRunContext());
      answers.push(await classifier.scores(drawnPixels(2)));
    }
    for (const [at, score] of answers[0]!.entries()) expect(answers[1]![at]).toBeCloseTo(score, 4);
  });

  it('needs spikes, at rest as well', () => {
    for (const noise of [
      { seed: 0, spikes: 0 },
      { seed: 0, baseline: 0 },
    ]) {
      const opening = () => voneFromOnnxFile('net.onnx', { ...options, noise });
      expect(opening).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
    }
  });
});
