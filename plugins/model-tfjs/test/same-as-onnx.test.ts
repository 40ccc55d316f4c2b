import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Layer, OpenModel } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { modelFromTfjsFile } from '@ventral/model-tfjs';
import { networkModel } from '@ventral/network';
import { loadTensorFlow } from '@ventral/tensorflow';
import {
  collectActivations,
  describeReference,
  madeStimuli,
  referencePath,
} from '@ventral/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { graphOfSteps } from './graph-of-steps.ts';
import { layersOfSteps, saveLayers } from './layers-of-steps.ts';
import { readSteps } from './onnx-steps.ts';
import { writeModel } from './write-model.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-model-tfjs-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Rows of channels x height x width, made of rows of height x width x channels. */
function channelsFirst(values: Float32Array, { shape }: Layer): Float32Array {
  if (shape.length < 3) return values;
  const [height, width, channels] = shape as [number, number, number];
  const places = height * width;
  return values.map((_, index) => {
    const [row, inRow] = [Math.floor(index / (places * channels)), index % (places * channels)];
    const [channel, place] = [Math.floor(inRow / places), inRow % places];
    return values[row * places * channels + place * channels + channel] as number;
  });
}

function largestDifference(one: Float32Array, other: Float32Array): number {
  expect(one).toHaveLength(other.length);
  return one.reduce((most, value, index) => Math.max(most, Math.abs(value - other[index]!)), 0);
}

const networks = [
  {
    name: 'small_convnet',
    path: 'golden/onnx/small_convnet.onnx',
    size: 32,
    layers: ['conv2', 'relu1', 'relu2', 'pool1', 'flat', 'logits', 'probabilities'],
  },
  {
    name: 'mobilenet_v1_0.25_128',
    path: 'weights/mobilenet_v1_0.25_128.onnx',
    size: 128,
    layers: [
      'Conv2d_0',
      'Conv2d_1_depthwise/preact',
      'Conv2d_5_pointwise',
      'Conv2d_13_pointwise',
      'logits',
      'prob',
    ],
  },
] as const;

describeReference(
  'the same network in ONNX and TensorFlow.js',
  'weights/mobilenet_v1_0.25_128.onnx',
  () => {
    it.each(
      networks.flatMap((network) =>
        (['layers-model', 'graph-model'] as const).map((format) => ({ ...network, format })),
      ),
    )('$name as a $format', async ({ path, size, layers, format, name }) => {
      const { compute } = await loadTensorFlow();
      const tf = compute((functions) => functions);
      const steps = await readSteps(referencePath(path));
      const saved =
        format === 'layers-model'
          ? await saveLayers(tf, layersOfSteps(tf, steps, size))
          : graphOfSteps(steps, size);
      const file = await writeModel(join(folder, format, name), format, saved);
      const context = createRunContext();
      await using model = await modelFromTfjsFile(file, {
        preprocessing: 'tf',
        imageSize: undefined,
      }).open(context);
      await using onnx = await networkModel({
        id: name,
        title: name,
        network: referencePath(path),
        preprocessing: preprocessings.tf,
      }).open(context);
      const shared = layers.filter((layer) => model.layers.some((one) => one.name === layer));
      expect(shared.length).toBeGreaterThanOrEqual(layers.length - 1);
      const stimuli = madeStimuli(5, size);
      const [ours, theirs] = [
        await collectActivations(model, stimuli, shared),
        await collectActivations(onnx, stimuli, shared),
      ];
      for (const layer of shared) {
        const values = channelsFirst(ours.get(layer)!, layerOf(model, layer));
        expect(largestDifference(values, theirs.get(layer)!), layer).toBeLessThan(1e-4);
      }
    });
  },
);

function layerOf(model: OpenModel, name: string): Layer {
  return model.layers.find((layer) => layer.name === name) as Layer;
}
