import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchmarks } from '@ventral/benchmark-cowley-2023';
import type { Model } from '@ventral/core';
import { createRunContext, modelCandidate } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { modelFromTfjsFile } from '@ventral/model-tfjs';
import { networkModel } from '@ventral/network';
import { loadTensorFlow } from '@ventral/tensorflow';
import { describeReference, referencePath } from '@ventral/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { graphOfSteps } from './graph-of-steps.ts';
import { layersOfSteps, saveLayers } from './layers-of-steps.ts';
import { readSteps } from './onnx-steps.ts';
import { writeModel } from './write-model.ts';

const network = 'mobilenet_v1_0.25_128';
const layer = 'Conv2d_11_pointwise';

describeReference('the score of one network on real recordings', `weights/${network}.onnx`, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ventral-model-tfjs-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function scoresOf(model: Model): Promise<readonly number[]> {
    const context = createRunContext({
      cacheFolder: join(folder, 'cache'),
      mirrors: [referencePath('data')],
      offline: true,
    });
    await using open = await model.open(context);
    const candidate = modelCandidate({ model, open, layers: layer }, context);
    const values: number[] = [];
    for (const metric of ['pls', 'ridge']) {
      const benchmark = benchmarks.find((one) => one.id === `Cowley2023.V4.210325-${metric}`);
      const score = await benchmark?.score(candidate, context);
      values.push(score?.value ?? Number.NaN, ...(score?.raw.perNeuroid ?? []).map(Number));
    }
    return values;
  }

  it('is the same in ONNX, and as layers and as a graph of TensorFlow.js', async () => {
    const tf = (await loadTensorFlow()).compute((functions) => functions);
    const path = referencePath(`weights/${network}.onnx`);
    const steps = await readSteps(path);
    const layers = await saveLayers(tf, layersOfSteps(tf, steps, 128));
    const files = [
      await writeModel(join(folder, 'layers'), 'layers-model', layers),
      await writeModel(join(folder, 'graph'), 'graph-model', graphOfSteps(steps, 128)),
    ];
    const expected = await scoresOf(
      networkModel({
        id: network,
        title: network,
        network: path,
        preprocessing: preprocessings.tf,
      }),
    );
    expect(expected.length).toBeGreaterThan(50);
    expect(expected.every(Number.isFinite)).toBe(true);
    for (const file of files) {
      const found = await scoresOf(
        modelFromTfjsFile(file, { preprocessing: 'tf', imageSize: undefined }),
      );
      expect(found).toHaveLength(expected.length);
      const off = found.map((value, index) => Math.abs(value - (expected[index] as number)));
      expect(Math.max(...off)).toBeLessThan(1e-4);
    }
  });
});
