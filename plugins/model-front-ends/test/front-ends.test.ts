import { pgd, wrongClass } from '@ventral/attacks';
import type { Model, OpenModel } from '@ventral/core';
import { cifar10 } from '@ventral/dataset-cifar-10';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/model-front-ends';
import { type FrontEnd, networkModel } from '@ventral/network';
import { buildModel, type GraphNode, growGraph, readModel } from '@ventral/onnx';
import {
  collectActivations,
  describeReference,
  expectSlopes,
  madeStimuli,
  referencePath,
} from '@ventral/testing';
import { checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { samplingMatrix } from '../src/cortical-sampling.ts';
import { fitRadius } from '../src/retinal-sampling.ts';

const { corticalSampling, retinalSampling } = plugin;
const size = 8;
const preprocessing = {
  resize: { mode: 'stretch', filter: 'bilinear' },
  channelOrder: 'RGB',
  divisor: 255,
  mean: [0.2, 0.3, 0.4],
  std: [0.5, 0.6, 0.7],
} as const;

const invalid = expect.objectContaining({ code: 'OPTION_INVALID' });

checkManifest(plugin);

/** A network with these operators, of which the first sees `image` and the last makes `scores`. */
function made(
  nodes: readonly GraphNode[],
  { layout = 'NCHW', scores = [12] }: { layout?: 'NCHW' | 'NHWC'; scores?: readonly number[] } = {},
): Uint8Array {
  const shape = layout === 'NCHW' ? ['n', 3, size, size] : ['n', size, size, 3];
  return buildModel({
    inputs: [{ name: 'image', type: 'float32', shape }],
    outputs: [{ name: 'scores', type: 'float32', shape: ['n', ...scores] }],
    nodes,
  });
}

const node = (operation: string, input: string, output: string): GraphNode => ({
  operation,
  inputs: [input],
  outputs: [output],
});
const flat = [node('Relu', 'image', 'relu'), node('Flatten', 'relu', 'scores')];
const softmax = [node('Flatten', 'image', 'logits'), node('Softmax', 'logits', 'scores')];

function behind(frontEnd: FrontEnd | undefined, network: Uint8Array): Model {
  return networkModel({ id: 'net', title: 'Net', network: () => network, preprocessing, frontEnd });
}

async function look(model: Model, layer: string): Promise<Float32Array> {
  await using open = await model.open(createRunContext());
  return (await collectActivations(open, madeStimuli(2, size), [layer])).get(layer)!;
}

/** The images as the network takes them without a front end, `3 x 8 x 8` each. */
async function plainImages(): Promise<Float32Array> {
  return look(behind(undefined, made([node('Identity', 'image', 'scores')])), 'scores');
}

function expectClose(found: Float32Array, expected: ArrayLike<number>): void {
  expect(found).toHaveLength(expected.length);
  const apart = found.map((value, index) => Math.abs(value - expected[index]!));
  expect(Math.max(...apart)).toBeLessThan(1e-5);
}

/** What a matrix for rows and one for columns make of the images. */
function resampled(images: Float32Array, rows: Float32Array, columns: Float32Array): Float64Array {
  return Float64Array.from(images, (_, at) => {
    const [x, y] = [at % size, Math.floor(at / size) % size];
    const plane = at - (at % size ** 2);
    let sum = 0;
    for (let from = 0; from < size ** 2; from++) {
      const weight = rows[y * size + Math.floor(from / size)]! * columns[x * size + (from % size)]!;
      sum += weight * images[plane + from]!;
    }
    return sum;
  });
}

describe('retinal sampling', () => {
  it('takes distances that grow with the density of cones, and ends half a width away', () => {
    // By hand: distances of 1 and 2 pixels are 0.72676 and 2 in the image, which a quadratic meets.
    const [linear, quadratic] = fitRadius(2, 10);
    expect(linear + quadratic).toBeCloseTo(0.72676, 4);
    expect(2 * linear + 4 * quadratic).toBeCloseTo(2, 10);
    const [ofMany, square] = fitRadius(112, 10);
    expect(112 * ofMany + 112 ** 2 * square).toBeCloseTo(112, -1);
  });

  it('shows the pixels at the same angle, nearer to the fixation', async () => {
    const images = await plainImages();
    const found = await look(behind(retinalSampling({ fixations: [[0, 0]] }), made(flat)), 'image');
    const [linear, quadratic] = fitRadius(4, 10);
    const expected = images.map((_, at) => {
      const [x, y] = [(at % size) - 3.5, (Math.floor(at / size) % size) - 3.5];
      const scale = linear + quadratic * Math.hypot(x, y);
      const place = (of: number) => Math.max(0, Math.min(7, Math.round(3.5 + scale * of)));
      return images[at - (at % size ** 2) + place(y) * size + place(x)]!;
    });
    expectClose(found, expected);
    expect(found).not.toEqual(images);
  });

  it('averages the scores of fixations', async () => {
    const each = await Promise.all(
      [[0, 0] as const, [0.25, -0.25] as const].map((fixation) =>
        look(behind(retinalSampling({ fixations: [fixation] }), made(flat)), 'scores'),
      ),
    );
    const both = behind(
      retinalSampling({
        fixations: [
          [0, 0],
          [0.25, -0.25],
        ],
      }),
      made(flat),
    );
    expectClose(
      await look(both, 'scores/mean'),
      each[0]!.map((value, at) => (value + each[1]![at]!) / 2),
    );
    await using open = await both.open(createRunContext());
    expect(open.classLayer).toBe('scores/mean');
    expect(open.candidateLayers).toEqual(['relu']);
    expect(open.layers.map(({ name }) => name).filter((name) => name.includes('view'))).toEqual([]);
  });

  it('averages scores before a softmax', async () => {
    await using open = await behind(retinalSampling(), made(softmax)).open(createRunContext());
    expect(open.classLayer).toBe('logits/mean');
  });

  it('is the same for a network that takes channels last', async () => {
    const first = await look(behind(retinalSampling({ fixations: [[0, 0]] }), made(flat)), 'image');
    const nhwc = behind(retinalSampling({ fixations: [[0, 0]] }), made(flat, { layout: 'NHWC' }));
    const last = await look(nhwc, 'image');
    const pixels = size ** 2;
    const turned = first.map((_, at) => {
      const [image, place, colour] = [
        Math.floor(at / (3 * pixels)),
        Math.floor(at / 3) % pixels,
        at % 3,
      ];
      return first[(image * 3 + colour) * pixels + place]!;
    });
    expectClose(last, turned);
  });

  it.each([
    { fixations: [] },
    { fixations: [[0.6, 0] as const] },
    { densityRatio: 1 },
    { densityRatio: Number.NaN },
  ])('is refused for %j', (options) => {
    expect(() => retinalSampling(options)).toThrow(invalid);
  });
});

describe('cortical sampling', () => {
  it('weighs the pixels of the crop alone, and sums to 1', () => {
    const matrix = samplingMatrix(8, { crop: 4, grid: 2, gaze: 0, to: 8 });
    for (let row = 0; row < 8; row++) {
      const own = [...matrix.subarray(row * 8, row * 8 + 8)];
      expect(own.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
      expect(own.filter((weight, at) => weight !== 0 && (at < 2 || at > 5))).toEqual([]);
    }
    // Sample 0.5 of pixels 0 to 3: e^-1/8, e^-1/8, e^-9/8, e^-25/8 over their sum.
    const parts = [1, 1, 9, 25].map((square) => Math.exp(-square / 8));
    const sum = parts.reduce((total, one) => total + one, 0);
    for (const [at, part] of parts.entries()) expect(matrix[2 + at]).toBeCloseTo(part / sum, 6);
  });

  it('moves a crop that would reach beyond the image into it', () => {
    const moved = samplingMatrix(8, { crop: 6, grid: 3, gaze: 0.4, to: 8 });
    const last = [...moved.subarray(56, 64)];
    expect(last.slice(0, 2)).toEqual([0, 0]);
    expect(last[7]).toBeGreaterThan(0);
  });

  it('shows each scale enlarged, and averages their scores', async () => {
    const images = await plainImages();
    const model = behind(corticalSampling({ crops: [0.5, 1], fixations: [[0, 0]] }), made(flat));
    const scales = [4, 8].map((crop) => {
      const matrix = samplingMatrix(8, { crop, grid: 4, gaze: 0, to: 8 });
      return resampled(images, matrix, matrix);
    });
    expectClose(await look(model, 'image'), scales[0]!);
    const expected = scales[0]!.map(
      (value, at) => (Math.max(0, value) + Math.max(0, scales[1]![at]!)) / 2,
    );
    expectClose(await look(model, 'scores/mean'), expected);
  });

  it('is a colour where the image is one colour', async () => {
    await using open = await behind(corticalSampling(), made(flat)).open(createRunContext());
    const image = { width: size, height: size, data: new Uint8Array(3 * size ** 2).fill(255) };
    const stimulus = { id: 'white', load: async () => image };
    const seen = await collectActivations(open, [stimulus], ['image']);
    const white = [0.8 / 0.5, 0.7 / 0.6, 0.6 / 0.7];
    expectClose(
      seen.get('image')!,
      Float64Array.from({ length: 192 }, (_, at) => white[Math.floor(at / 64)]!),
    );
  });

  it.each([{ crops: [] }, { crops: [0] }, { crops: [1.5] }, { fixations: [] }])(
    'is refused for %j',
    (options) => {
      expect(() => corticalSampling(options)).toThrow(invalid);
    },
  );
});

describe('a network behind a front end', () => {
  it('is refused several views where it has no scores of classes', async () => {
    const maps = made([node('Relu', 'image', 'scores')], { scores: [3, size, size] });
    await expect(behind(retinalSampling(), maps).open(createRunContext())).rejects.toThrow(invalid);
    const centre = retinalSampling({ fixations: [[0, 0]] });
    await using open = await behind(centre, maps).open(createRunContext());
    expect(open.layers.map(({ name }) => name)).toContain('scores');
  });

  it('has another digest with each setting', async () => {
    const digests = await Promise.all(
      [undefined, retinalSampling(), retinalSampling({ densityRatio: 5 }), corticalSampling()].map(
        async (frontEnd) => {
          await using open = await behind(frontEnd, made(flat)).open(createRunContext());
          return open.digest;
        },
      ),
    );
    expect(new Set(digests).size).toBe(4);
  });

  it('says so beside every score', async () => {
    await using open = await behind(retinalSampling(), made(flat)).open(createRunContext());
    expect(open.notes).toEqual([expect.stringContaining('5 fixations averaged')]);
  });

  it.each([
    ['retinal', retinalSampling()],
    ['cortical', corticalSampling()],
  ])('slopes by its pixels: %s', async (_name, frontEnd) => {
    const graph = growGraph();
    const views = frontEnd.write(graph, 'image', { width: size, height: size });
    graph.node('Mean', views, 'mean');
    const bytes = buildModel({
      ...graph,
      inputs: [{ name: 'image', type: 'float32', shape: [1, 3, size, size] }],
      outputs: [{ name: 'mean', type: 'float32', shape: [1, 3, size, size] }],
    });
    await expectSlopes(await readModel(bytes), { value: 'mean' });
  });
});

describeReference('networks of CIFAR-10 behind front ends', 'data/vnncomp2021-networks', () => {
  const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
  const means = {
    resnet_2b: { mean: [0.4914, 0.4822, 0.4465], std: [0.2471, 0.2435, 0.2616] },
    cifar10_small: { mean: [0, 0, 0], std: [1, 1, 1] },
  } as const;
  const openers = {
    retinal: plugin.retinalFromOnnxFile,
    'retinal-centre': plugin.retinalCentreFromOnnxFile,
    cortical: plugin.corticalFromOnnxFile,
    'cortical-centre': plugin.corticalCentreFromOnnxFile,
  };
  const cases = Object.keys(means).flatMap((network) =>
    Object.keys(openers).map((front) => [network, front] as const),
  );

  it.each(cases)('%s behind %s is attacked by its own slopes', async (network, front) => {
    const path = referencePath('data/vnncomp2021-networks', `${network}.onnx`);
    const own = means[network as keyof typeof means];
    const model = openers[front as keyof typeof openers](path, {
      preprocessing: { ...preprocessing, ...own },
    });
    expect(model.id).toBe(`${front}+${network}`);
    await using open: OpenModel = await model.open(context);
    await using classifier = await open.openClassifier!(context);
    const { stimuli, labels } = await cifar10.load(context, 'exact-200');
    const images = await Promise.all(stimuli.stimuli.slice(0, 6).map((one) => one.load()));
    const pixels = Float32Array.from(
      images.flatMap(({ data }) => [...data]),
      (one) => one / 255,
    );
    const rows = images.map((_, row) => row);
    const attacked = wrongClass(classifier, labels);
    const { losses: before } = await attacked.judge(pixels, rows);
    const slopes = await attacked.slopes(pixels, rows);
    // By the slope, along itself: a step this small stays on one side of most kinks.
    const step = 1e-3;
    const squares = slopes.gradients.reduce((sum, slope) => sum + slope ** 2, 0);
    const direction = slopes.gradients.map((slope) => slope / Math.sqrt(squares));
    const lossAt = async (sign: number) => {
      const moved = pixels.map((pixel, at) => pixel + sign * step * direction[at]!);
      return (await attacked.judge(moved, rows)).losses.reduce((sum, loss) => sum + loss, 0);
    };
    const found = ((await lossAt(1)) - (await lossAt(-1))) / (2 * step);
    expect(found / Math.sqrt(squares)).toBeCloseTo(1, 1);
    const { pixels: changed } = await pgd(attacked, pixels, rows, {
      norm: 'linf',
      epsilon: 2 / 255,
      steps: 5,
    });
    const { losses: after } = await attacked.judge(changed, rows);
    for (const row of rows) expect(after[row]).toBeGreaterThan(before[row]!);
  });
});
