import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { decodeNpy } from '@ventral/assembly';
import {
  listLayers,
  modelInputs,
  openSession,
  readModel,
  type Tensor,
  tapLayers,
  toFloat32,
} from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

interface Golden {
  readonly input: { readonly file: string };
  readonly models: Readonly<
    Record<
      string,
      {
        readonly file: string;
        readonly nodes: readonly { readonly op: string; readonly output: string }[];
        readonly layers: Readonly<
          Record<string, { readonly file: string; readonly shape: readonly number[] }>
        >;
      }
    >
  >;
  readonly broken: Readonly<Record<string, unknown>>;
}

const file = (...parts: readonly string[]) => referencePath('golden/onnx', ...parts);

describeReference('networks of the ONNX reference material', 'golden/onnx/index.json', () => {
  const golden = JSON.parse(readFileSync(file('index.json'), 'utf8')) as Golden;

  describe.each(Object.entries(golden.models))('%s', (_, expected) => {
    it('lists its layers in order, with their sizes', async () => {
      const layers = await listLayers(await readModel(file(expected.file)));
      expect(layers.map(({ name, operation }) => ({ name, operation }))).toEqual(
        expected.nodes.map(({ op, output }) => ({ name: output, operation: op })),
      );
      for (const [name, { shape }] of Object.entries(expected.layers)) {
        expect(layers.find((layer) => layer.name === name)?.shape, name).toEqual(shape.slice(1));
      }
    });

    it.each([...Object.keys(expected.layers), 'all layers at once'])('computes %s', async (one) => {
      const names = one in expected.layers ? [one] : Object.keys(expected.layers);
      const model = await readModel(file(expected.file));
      const [input] = modelInputs(model);
      await using session = await openSession(tapLayers(model, names));
      expect(session.outputs.map((output) => output.name)).toEqual(names);
      const images = decodeNpy(await readFile(file(golden.input.file)));
      const batch = input?.shape[0] ?? images.shape[0] ?? 0;
      for (let start = 0; start < (images.shape[0] ?? 0); start += batch) {
        const feed: Tensor = {
          type: 'float32',
          dims: images.shape.with(0, batch),
          data: rows(images.values as Float32Array, images.shape, start, batch),
        };
        const result = await session.run({ [input?.name ?? '']: feed });
        for (const name of names) {
          const { shape, values } = decodeNpy(
            await readFile(file(expected.layers[name]?.file ?? '')),
          );
          const tensor = result[name] as Tensor;
          expect(tensor.dims).toEqual(shape.with(0, batch));
          const computed = toFloat32(tensor);
          const wanted = rows(values as Float32Array, shape, start, batch);
          const worst = wanted.reduce(
            (most, value, index) =>
              Math.max(most, Math.abs(value - (computed[index] ?? Number.NaN))),
            0,
          );
          expect(worst, name).toBeLessThan(1e-4);
        }
      }
    });
  });

  const complaints: Readonly<Record<string, RegExp>> = {
    'corrupt_truncated.onnx': /\(21511 bytes\) is cut short/,
    'corrupt_header.onnx': /is no ONNX model, or damaged/,
    'empty.onnx': /is empty/,
    'invalid_graph.onnx': /node 'conv2_node' \(Conv\) reads 'no_such_tensor'/,
    'missing_external/external_mlp.onnx': /there is no .*external_mlp\.onnx\.data/,
  };
  it.each(Object.keys(golden.broken))('refuses %s, naming it', async (name) => {
    const reading = readModel(file(name));
    await expect(reading).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      message: expect.stringMatching(complaints[name] as RegExp),
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
    const layers = await listLayers(await readModel(referencePath('weights', name)));
    expect(layers).toHaveLength(count);
    for (const [layer, shape] of Object.entries(sizes)) {
      expect(layers.find((candidate) => candidate.name === layer)?.shape).toEqual(shape);
    }
  });

  it('computes the same in a network cut down to one layer as in the whole', async () => {
    const model = await readModel(referencePath('weights', 'squeezenet1_1.onnx'));
    const data: Tensor = {
      type: 'float32',
      dims: [1, 3, 227, 227],
      data: Float32Array.from({ length: 3 * 227 * 227 }, (_, index) => (index % 255) - 110),
    };
    await using cut = await openSession(tapLayers(model, ['fire5/concat']));
    await using whole = await openSession(tapLayers(model, ['fire5/concat', 'prob']));
    const alone = await cut.run({ data });
    const together = await whole.run({ data });
    expect(alone['fire5/concat']?.data).toEqual(together['fire5/concat']?.data);
  });
});

function rows(
  values: Float32Array,
  shape: readonly number[],
  start: number,
  count: number,
): Float32Array {
  const size = values.length / (shape[0] ?? 1);
  return values.subarray(start * size, (start + count) * size);
}
