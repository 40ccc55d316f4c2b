import { readFile } from 'node:fs/promises';
import { decodeNpy } from '@ventral/arrays';
import {
  listLayers,
  modelInputs,
  type OnnxModel,
  openSession,
  readModel,
  type Tensor,
  tapLayers,
  toFloat32,
} from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import { expect, it } from 'vitest';

interface GoldenModel {
  readonly file: string;
  readonly nodes: readonly { readonly op: string; readonly output: string }[];
  readonly layers: Readonly<
    Record<string, { readonly file: string; readonly shape: readonly number[] }>
  >;
}

const file = (...parts: readonly string[]) => referencePath('golden/onnx', ...parts);

async function readGolden(name: string): Promise<GoldenModel> {
  const index = JSON.parse(await readFile(file('index.json'), 'utf8'));
  return index.models[name];
}

async function readArray(name: string): Promise<{ shape: readonly number[]; rows: Rows }> {
  const { shape, values } = decodeNpy(await readFile(file(name)));
  const width = values.length / (shape[0] ?? 1);
  return {
    shape,
    rows: (start, count) =>
      (values as Float32Array).subarray(start * width, (start + count) * width),
  };
}

type Rows = (start: number, count: number) => Float32Array;

describeReference('networks of the ONNX reference material', 'golden/onnx/index.json', () => {
  const names = ['small_convnet', 'residual_net', 'external_mlp', 'fixed_batch_1'];

  it.each(names)('%s: layers are listed in order, with their sizes', async (name) => {
    const expected = await readGolden(name);
    const { layers, unusable } = await listLayers(await readModel(file(expected.file)));
    expect(unusable).toEqual([]);
    expect(layers.map((layer) => ({ output: layer.name, op: layer.operation }))).toEqual(
      expected.nodes.map(({ output, op }) => ({ output, op })),
    );
    for (const [layer, { shape }] of Object.entries(expected.layers)) {
      expect(layers.find((other) => other.name === layer)?.shape, layer).toEqual(shape.slice(1));
    }
  });

  it.each(names)('%s: each layer is computed alone, and all together', async (name) => {
    const expected = await readGolden(name);
    const model = await readModel(file(expected.file));
    const layers = Object.keys(expected.layers);
    for (const asked of [...layers.map((layer) => [layer]), layers]) {
      expect(await worstError(model, asked, expected), asked.join()).toBeLessThan(1e-4);
    }
  });

  async function worstError(
    model: OnnxModel,
    asked: readonly string[],
    expected: GoldenModel,
  ): Promise<number> {
    const [input] = modelInputs(model);
    await using session = await openSession(tapLayers(model, asked));
    expect(session.outputs.map((output) => output.name)).toEqual(asked);
    const images = await readArray('input.npy');
    const total = images.shape[0] as number;
    const batch = input?.shape[0] ?? total;
    let worst = 0;
    for (let start = 0; start < total; start += batch) {
      const shape = images.shape.with(0, batch);
      const feed: Tensor = { type: 'float32', shape, values: images.rows(start, batch) };
      const results = await session.run({ [input?.name ?? '']: feed });
      for (const layer of asked) {
        const golden = await readArray(expected.layers[layer]?.file ?? '');
        const tensor = results[layer] as Tensor;
        expect(tensor.shape).toEqual(golden.shape.with(0, batch));
        const computed = toFloat32(tensor);
        for (const [index, value] of golden.rows(start, batch).entries()) {
          worst = Math.max(worst, Math.abs(value - (computed[index] ?? Number.NaN)));
        }
      }
    }
    return worst;
  }

  const complaints: Readonly<Record<string, RegExp>> = {
    'corrupt_truncated.onnx': /\(21511 bytes\) is cut short/,
    'corrupt_header.onnx': /is no ONNX model, or damaged/,
    'empty.onnx': /is empty/,
    'invalid_graph.onnx': /node 'conv2_node' \(Conv\) reads 'no_such_tensor'/,
    'missing_external/external_mlp.onnx': /there is no .*external_mlp\.onnx\.data/,
  };
  it.each(Object.entries(complaints))('refuses %s, naming it', async (name, complaint) => {
    const reading = readModel(file(name));
    await expect(reading).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringMatching(complaint),
      hint: expect.stringMatching(/\w/),
    });
    await expect(reading).rejects.toThrow(file(name));
  });

  it('needs the path of a model with external data', async () => {
    const bytes = await readFile(file('external_mlp.onnx'));
    await expect(readModel(bytes)).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      hint: expect.stringContaining('path'),
    });
  });
});

describeReference('real networks', 'weights/squeezenet1_1.onnx', () => {
  it.each([
    ['squeezenet1_1.onnx', 66, { 'fire5/concat': [256, 28, 28], 'conv1/preact': [64, 113, 113] }],
    ['mobilenet_v2_1.0_224.onnx', 101, { 'expanded_conv_2/add': [24, 56, 56] }],
    ['resnet18_pqf.onnx', 70, { 'layer1.0': [64, 56, 56], 'layer4.1.bn2': [512, 7, 7] }],
  ])('lists the layers of %s', async (name, count, sizes) => {
    const { layers, unusable } = await listLayers(await readModel(referencePath('weights', name)));
    expect(unusable).toEqual([]);
    expect(layers).toHaveLength(count);
    for (const [layer, shape] of Object.entries(sizes)) {
      expect(layers.find((candidate) => candidate.name === layer)?.shape).toEqual(shape);
    }
  });

  it('computes the same in a network cut down to one layer as in the whole', async () => {
    const model = await readModel(referencePath('weights', 'squeezenet1_1.onnx'));
    const data: Tensor = {
      type: 'float32',
      shape: [1, 3, 227, 227],
      values: Float32Array.from({ length: 3 * 227 * 227 }, (_, index) => (index % 255) - 110),
    };
    await using cut = await openSession(tapLayers(model, ['fire5/concat']));
    await using whole = await openSession(tapLayers(model, ['fire5/concat', 'prob']));
    const alone = await cut.run({ data });
    const together = await whole.run({ data });
    expect(alone['fire5/concat']?.values).toEqual(together['fire5/concat']?.values);
  });
});
