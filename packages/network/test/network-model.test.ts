import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunContext } from '@ventral/host';
import { type Preprocessing, preprocess, preprocessings } from '@ventral/images';
import { type NetworkDescription, networkModel } from '@ventral/network';
import { buildModel, encodeModel, type GraphNode, readModel } from '@ventral/onnx';
import { collectActivations, madeImage, madeStimuli } from '@ventral/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-network-'));
});
afterAll(() => rm(folder, { recursive: true }));

const preprocessing = preprocessings.torch;
const size = { width: 6, height: 6 };
const nodes: readonly GraphNode[] = [
  { operation: 'Relu', inputs: ['image'], outputs: ['relu'] },
  { operation: 'GlobalAveragePool', inputs: ['relu'], outputs: ['mean'] },
  { operation: 'Cast', inputs: ['relu'], outputs: ['half'], attributes: { to: { int: 10 } } },
  { operation: 'Cast', inputs: ['relu'], outputs: ['whole'], attributes: { to: { int: 6 } } },
  { operation: 'Flatten', inputs: ['half'], outputs: ['flat'] },
];

/** Writes a network of an input of this shape, and says how to make a model of it. */
async function describeNetwork(
  shape: readonly (number | string)[],
  changes: Partial<NetworkDescription> = {},
): Promise<NetworkDescription> {
  const file = join(folder, `${shape.join('_')}.onnx`);
  const outputs = [{ name: 'flat', type: 'float16', shape: [shape[0] ?? 'n', 'f'] }] as const;
  await writeFile(
    file,
    buildModel({ inputs: [{ name: 'image', type: 'float32', shape }], outputs, nodes }),
  );
  return { id: 'made', title: 'Made for a test', network: file, preprocessing, ...changes };
}

const open = async (description: NetworkDescription) =>
  networkModel(description).open(createRunContext());

/** What the first layer of the network makes of the stimuli. */
function rectified(count: number, of: Preprocessing, layout: 'NCHW' | 'NHWC'): Float32Array {
  const images = Array.from({ length: count }, (_, index) =>
    preprocess(madeImage(index, 9, 9), of, size, layout),
  );
  return Float32Array.from(images.flatMap((image) => [...image.map((x) => Math.max(x, 0))]));
}

describe('networkModel', () => {
  it('says what it is', async () => {
    const model = networkModel(
      await describeNetwork(['n', 3, 6, 6], { imagenetTop1: 50, citation: 'Us' }),
    );
    expect(model).toMatchObject({
      kind: 'model',
      id: 'made',
      title: 'Made for a test',
      citation: 'Us',
      imagenetTop1: 50,
      visualDegrees: 8,
      files: [],
      scoreVersion: 1,
    });
    await using opened = await model.open(createRunContext());
    expect(opened.layers.map(({ name, operation, shape }) => [name, operation, shape])).toEqual([
      ['relu', 'Relu', [3, 6, 6]],
      ['mean', 'GlobalAveragePool', [3, 1, 1]],
      ['half', 'Cast', [3, 6, 6]],
      ['whole', 'Cast', [3, 6, 6]],
      ['flat', 'Flatten', [108]],
    ]);
  });

  it.each([
    ['any number of images', ['n', 3, 6, 6], 'NCHW'],
    ['one image', [1, 3, 6, 6], 'NCHW'],
    ['four images', [4, 3, 6, 6], 'NCHW'],
    ['channels last', ['n', 6, 6, 3], 'NHWC'],
    ['channels last, four images', [4, 6, 6, 3], 'NHWC'],
  ] as const)('shows all images to a network that takes %s', async (_, shape, layout) => {
    await using model = await open(await describeNetwork(shape));
    const activations = await collectActivations(model, madeStimuli(6, 9), ['relu', 'flat']);
    expect(activations.get('relu')).toEqual(rectified(6, preprocessing, layout));
    expect(activations.get('flat')).toHaveLength(6 * 108);
  });

  it('makes several batches of many images', async () => {
    await using model = await open(await describeNetwork(['n', 3, 6, 6]));
    const counts: number[] = [];
    for await (const { count, activations } of model.look(
      madeStimuli(70, 9),
      ['mean'],
      createRunContext(),
    )) {
      counts.push(count);
      expect(activations.get('mean')).toHaveLength(count * 3);
    }
    expect(counts).toEqual([32, 32, 6]);
  });

  it('gives other types as float32', async () => {
    await using model = await open(await describeNetwork(['n', 3, 6, 6]));
    const { relu, half, whole } = Object.fromEntries(
      await collectActivations(model, madeStimuli(2, 9), ['relu', 'half', 'whole']),
    ) as Record<string, Float32Array>;
    expect(half).toBeInstanceOf(Float32Array);
    expect(whole).toEqual(relu?.map(Math.trunc));
    const worst = Math.max(...(relu as Float32Array).map((x, i) => Math.abs(x - (half?.[i] ?? 9))));
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThan(2e-3);
  });

  it('applies the preprocessing it is given', async () => {
    await using model = await open(
      await describeNetwork(['n', 3, 6, 6], { preprocessing: preprocessings.caffe }),
    );
    const activations = await collectActivations(model, madeStimuli(3, 9), ['relu']);
    expect(activations.get('relu')).toEqual(rectified(3, preprocessings.caffe, 'NCHW'));
  });

  it('has nothing to say of no images or no layers', async () => {
    await using model = await open(await describeNetwork(['n', 3, 6, 6]));
    expect(await collectActivations(model, [], ['relu'])).toEqual(
      new Map([['relu', new Float32Array()]]),
    );
    expect(await collectActivations(model, madeStimuli(2, 9), [])).toEqual(new Map());
  });

  it('refuses an unknown layer, with the nearest', async () => {
    await using model = await open(await describeNetwork(['n', 3, 6, 6]));
    await expect(
      collectActivations(model, madeStimuli(2, 9), ['relu', 'flatt']),
    ).rejects.toMatchObject({
      code: 'LAYER_NOT_FOUND',
      message: expect.stringContaining("no layer 'flatt'"),
      hint: expect.stringContaining("'flat'"),
    });
  });

  it('keeps values that are no layers to itself', async () => {
    const isLayer = (name: string) => name !== 'half';
    await using model = await open(await describeNetwork(['n', 3, 6, 6], { isLayer }));
    expect(model.layers.map(({ name }) => name)).toEqual(['relu', 'mean', 'whole', 'flat']);
    const activations = await collectActivations(model, madeStimuli(2, 9), ['flat']);
    expect(activations.get('flat')).toHaveLength(2 * 108);
    await expect(
      (async () => collectActivations(model, madeStimuli(2, 9), ['half']))(),
    ).rejects.toMatchObject({ code: 'LAYER_NOT_FOUND' });
  });

  it('passes on what goes wrong with an image', async () => {
    await using model = await open(await describeNetwork(['n', 3, 6, 6]));
    const [first, ...rest] = madeStimuli(40, 9);
    const broken = { id: 'broken', load: () => Promise.reject(new Error('no such image')) };
    await expect(
      collectActivations(model, [...rest, broken, first as (typeof rest)[0]], ['relu']),
    ).rejects.toThrow('no such image');
  });

  it('stops between batches when interrupted', async () => {
    await using model = await open(await describeNetwork(['n', 3, 6, 6]));
    const controller = new AbortController();
    const context = createRunContext({ signal: controller.signal });
    let batches = 0;
    const looking = async () => {
      for await (const _ of model.look(madeStimuli(100, 9), ['relu'], context)) {
        batches += 1;
        controller.abort();
      }
    };
    await expect(looking()).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(batches).toBe(1);
  });

  it('fetches a pinned file', async () => {
    const { network: file, ...rest } = await describeNetwork(['n', 3, 6, 6]);
    const mirror = join(folder, 'mirror');
    await mkdir(mirror);
    await copyFile(file as string, join(mirror, 'made.onnx'));
    const digest = createHash('sha256')
      .update(await readFile(file as string))
      .digest('hex');
    await writeFile(join(mirror, 'SHA256SUMS'), `${digest}  made.onnx\n`);
    const pinned = {
      path: 'networks/made.onnx',
      urls: [],
      hash: { algorithm: 'sha256', digest },
    } as const;
    const model = networkModel({ ...rest, network: pinned });
    expect(model.files).toEqual([pinned]);
    const context = { cacheFolder: join(folder, 'cache'), mirrors: [mirror], offline: true };
    await using opened = await model.open(createRunContext(context));
    await using local = await open({ ...rest, network: file });
    expect(opened.digest).toBe(local.digest);
    await expect(model.open(createRunContext({ ...context, mirrors: [] }))).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
    });
  });
});

describe('the size of images', () => {
  it.each([
    ['n', 3, 6, 6],
    ['n', 6, 6, 3],
  ])('is what the file states, or nothing', async (...shape) => {
    await using model = await open(await describeNetwork(shape, { imageSize: 6 }));
    expect(model.layers[0]?.shape).toEqual(shape.slice(1));
    await expect(open(await describeNetwork(shape, { imageSize: 224 }))).rejects.toMatchObject({
      code: 'MODEL_INPUT_MISMATCH',
      message: expect.stringMatching(/takes images of \w+ 6, not 224/),
      hint: expect.stringContaining('--image-size 6'),
    });
  });

  it('has to be given where the file leaves it open', async () => {
    const description = await describeNetwork(['n', 3, 'height', 'width']);
    await expect(open(description)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      hint: expect.stringContaining('--image-size'),
    });
    await using model = await open({ ...description, imageSize: 6 });
    expect(model.layers.at(-1)?.shape).toEqual([108]);
    const activations = await collectActivations(model, madeStimuli(2, 9), ['relu']);
    expect(activations.get('relu')).toEqual(rectified(2, preprocessing, 'NCHW'));
  });
});

describe('a size beyond measure', () => {
  it('is refused before anything is taken for it', async () => {
    const wide = await describeNetwork(['n', 3, 'height', 'width'], { imageSize: 100_000 });
    await expect(open(wide)).rejects.toMatchObject({
      code: 'MODEL_INPUT_MISMATCH',
      message: expect.stringContaining('1 x 3 x 100000 x 100000 values at once'),
    });
    const many = await describeNetwork([1e9, 3, 6, 6]);
    await expect(open(many)).rejects.toMatchObject({ code: 'MODEL_INPUT_MISMATCH' });
    const resize = { ...preprocessings.inception.resize, shorterSide: 1e9 } as const;
    const huge = { ...preprocessings.inception, resize };
    const enlarging = await describeNetwork(['n', 3, 6, 6], { preprocessing: huge });
    await expect(open(enlarging)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});

describe('a network that takes no colour image', () => {
  const input = { name: 'image', type: 'float32', shape: ['n', 3, 6, 6] } as const;
  it.each([
    ['two inputs', [input, { ...input, name: 'mask' }], /takes 2 inputs \('image', 'mask'\)/],
    ['one channel', [{ ...input, shape: ['n', 1, 6, 6] }], /no three channels: it is \? x 1 x 6/],
    ['three dimensions', [{ ...input, shape: [3, 6, 6] }], /is float32, 3 x 6 x 6/],
    ['bytes', [{ ...input, type: 'uint8' as const }], /is uint8/],
  ])('is refused: %s', async (name, inputs, message) => {
    const file = join(folder, `${name}.onnx`);
    await writeFile(
      file,
      buildModel({
        inputs,
        outputs: [{ name: 'out', type: inputs[0]?.type ?? 'float32', shape: ['n', 'f'] }],
        nodes: [{ operation: 'Flatten', inputs: ['image'], outputs: ['out'] }],
      }),
    );
    const opening = open({ id: 'made', title: 'Made', network: file, preprocessing });
    await expect(opening).rejects.toMatchObject({
      code: 'MODEL_INPUT_MISMATCH',
      message: expect.stringMatching(message),
    });
  });
});

describe('a network built in memory', () => {
  it('is the one that its file would hold', async () => {
    const description = await describeNetwork(['n', 3, 6, 6]);
    const bytes = await readFile(description.network as string);
    const built = { ...description, network: () => bytes };
    await using model = await open(built);
    await using fromFile = await open(description);
    expect(networkModel(built).files).toEqual([]);
    expect(model.digest).toBe(fromFile.digest);
    const activations = await collectActivations(model, madeStimuli(2, 9), ['relu']);
    expect(activations.get('relu')).toEqual(rectified(2, preprocessing, 'NCHW'));
  });

  it('is called by the id of its model', async () => {
    const description = await describeNetwork(['n', 3, 'h', 'w']);
    const bytes = await readFile(description.network as string);
    const opening = open({ ...description, network: async () => bytes });
    await expect(opening).rejects.toMatchObject({ message: 'made takes images of any width.' });
  });
});

describe('weights in a second file', () => {
  // Protocol buffers by hand: a constant of one float32 that lies in `w.bin`.
  const field = (tag: number, content: Uint8Array | string) => {
    const bytes = Buffer.from(content);
    return Buffer.concat([Buffer.of(tag, bytes.length), bytes]);
  };
  const place = Buffer.concat([field(0x0a, 'location'), field(0x12, 'w.bin')]);
  const dimsAndType = Buffer.of(0x08, 1, 0x10, 1);
  const weight = Buffer.concat([dimsAndType, field(0x42, 'w'), field(0x6a, place)]);

  it('are those of the digest, or refused where they change afterwards (mirror-toctou)', async () => {
    const whole = await readModel(
      buildModel({
        inputs: [{ name: 'image', type: 'float32', shape: [1, 3, 6, 6] }],
        outputs: [{ name: 'scaled', type: 'float32', shape: [1, 3, 6, 6] }],
        initializers: [{ name: 'w', shape: [1], values: Float32Array.of(0) }],
        nodes: [{ operation: 'Mul', inputs: ['image', 'w'], outputs: ['scaled'] }],
      }),
    );
    const initializer = [Buffer.concat([weight, Buffer.of(0x70, 1)])];
    const network = join(folder, 'external.onnx');
    await writeFile(network, encodeModel({ ...whole, graph: { ...whole.graph, initializer } }));
    const writeWeight = (value: number) =>
      writeFile(join(folder, 'w.bin'), Buffer.from(Float32Array.of(value).buffer));
    await writeWeight(2);
    const description = { id: 'made', title: 'Made for a test', network, preprocessing };
    const two = await open(description);
    const seen = await collectActivations(two, madeStimuli(1, 9), ['scaled']);
    await writeWeight(3);
    await expect(collectActivations(two, madeStimuli(1, 9), ['scaled'])).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: `${join(folder, 'w.bin')} was changed after its hash was checked.`,
    });
    const three = await open(description);
    expect(three.digest).not.toBe(two.digest);
    const scaled = seen.get('scaled')!.map((value) => (value / 2) * 3);
    expect((await collectActivations(three, madeStimuli(1, 9), ['scaled'])).get('scaled')).toEqual(
      scaled,
    );
  });
});

describe('the digest', () => {
  const digestOf = async (description: NetworkDescription) => {
    await using model = await open(description);
    return model.digest;
  };

  it('is that of the content, wherever the file lies', async () => {
    const description = await describeNetwork(['n', 3, 6, 6]);
    const copy = join(folder, 'copy.onnx');
    await copyFile(description.network as string, copy);
    const digest = await digestOf(description);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf({ ...description, network: copy, id: 'copy' })).toBe(digest);
  });

  it('changes with the network, its preprocessing and the size of images', async () => {
    const open = await describeNetwork(['n', 3, 'h', 'w'], { imageSize: 6 });
    const descriptions = [
      await describeNetwork([1, 3, 6, 6]),
      await describeNetwork(['n', 3, 6, 6]),
      await describeNetwork(['n', 3, 6, 6], { preprocessing: preprocessings.tf }),
      await describeNetwork(['n', 3, 6, 6], { preprocessing: undefined }),
      open,
      { ...open, imageSize: 8 },
    ];
    const digests = await Promise.all(descriptions.map(digestOf));
    expect(new Set(digests).size).toBe(digests.length);
  });
});
