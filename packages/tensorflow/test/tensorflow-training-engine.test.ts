import type { NdArray } from '@ventral/arrays';
import { RandomState } from '@ventral/numerics';
import { loadTensorFlow, tensorflowTrainingEngine } from '@ventral/tensorflow';
import {
  describeReference,
  goldenNrpNetwork,
  readGoldenNrp,
  readGoldenNrpFacts,
  readGoldenNrpParameters,
} from '@ventral/testing';
import { drawParameters, onnxTrainingEngine } from '@ventral/training';
import { describe, expect, it, test } from 'vitest';
import { drawResponsePredictor } from './random-network.ts';

function expectNear(array: NdArray | undefined, expected: NdArray, what: string): void {
  expect(array?.shape, what).toEqual(expected.shape);
  const values = Array.from(expected.values);
  const off = values.map((value, index) => Math.abs(value - (array?.values[index] as number)));
  expect(Math.max(...off) / Math.max(...values.map(Math.abs)), what).toBeLessThan(1e-4);
}

function drawTask(seed: number) {
  const random = new RandomState(seed);
  const drawn = drawResponsePredictor(random);
  return {
    ...drawn,
    optimizer: { learningRate: 0.01 },
    batchSize: 4,
    initialParameters: drawParameters(drawn.network, random),
  };
}

describe('tensorflowTrainingEngine', () => {
  it.each([1, 2, 3, 4, 5])('trains as the ONNX engine does, seed %i', async (seed) => {
    const task = drawTask(seed);
    const samples = task.targets.shape[0] as number;
    const engine = await tensorflowTrainingEngine({ backend: 'cpu' });
    await using training = await engine.begin(task);
    await using other = await onnxTrainingEngine.begin(task);
    const random = new RandomState(seed);
    for (let epoch = 0; epoch < 3; epoch++) {
      const order = random.permutation(samples);
      const losses = await training.runEpoch(order);
      const otherLosses = await other.runEpoch(order);
      expect(losses).toHaveLength(Math.ceil(samples / 4));
      expectNear(
        { shape: [losses.length], values: losses },
        { shape: [losses.length], values: otherLosses },
        'losses',
      );
    }
    const otherParameters = await other.parameters();
    for (const [name, parameter] of Object.entries(await training.parameters())) {
      expectNear(parameter, otherParameters[name] as NdArray, name);
    }
    for (const layer of ['hidden relu', 'out']) {
      expectNear(
        await training.predict(task.inputs, layer),
        await other.predict(task.inputs, layer),
        layer,
      );
    }
  });

  it('goes on from the moments of another training to the same bits', async () => {
    const engine = await tensorflowTrainingEngine({ backend: 'cpu' });
    const task = drawTask(2);
    await using whole = await engine.begin(task);
    await whole.runEpoch([0, 1, 2, 3, 4]);
    const [initialParameters, moments] = [await whole.parameters(), await whole.moments()];
    expect(moments.steps).toBe(2);
    await using rest = await engine.begin({ ...task, initialParameters, moments });
    expect(await rest.runEpoch([4, 3, 2, 1])).toEqual(await whole.runEpoch([4, 3, 2, 1]));
    expect(await rest.parameters()).toEqual(await whole.parameters());
  });

  it('leaves no tensor behind, and knows its back end', async () => {
    const { compute } = await loadTensorFlow({ backend: 'wasm' });
    const countTensors = () => compute((tf) => tf.memory().numTensors);
    const before = countTensors();
    const engine = await tensorflowTrainingEngine({ backend: 'wasm' });
    expect(engine.id).toBe('tensorflow-wasm');
    const task = drawTask(1);
    {
      await using training = await engine.begin(task);
      const begun = countTensors();
      await training.runEpoch([0, 1, 2, 3, 4]);
      await training.predict(task.inputs);
      await training.parameters();
      await training.moments();
      expect(countTensors()).toBe(begun);
    }
    expect(countTensors()).toBe(before);
  });

  it('says when a training diverges', async () => {
    const engine = await tensorflowTrainingEngine({ backend: 'cpu' });
    const task = { ...drawTask(1), optimizer: { learningRate: 1e30 } };
    await using training = await engine.begin(task);
    const epochs = async () => {
      for (let epoch = 0; epoch < 5; epoch++) await training.runEpoch([0, 1, 2, 3, 4]);
    };
    await expect(epochs()).rejects.toMatchObject({ code: 'TRAINING_DIVERGED' });
  });

  it('refuses what it cannot do', async () => {
    const engine = await tensorflowTrainingEngine({ backend: 'cpu' });
    const task = drawTask(1);
    await expect(engine.begin({ ...task, precision: 'float64' })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
    await expect(engine.begin({ ...task, inputs: {} })).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
    });
    await using training = await engine.begin(task);
    await expect(training.runEpoch([])).rejects.toMatchObject({ code: 'OPTION_INVALID' });
    await expect(training.runEpoch([1000])).rejects.toMatchObject({ code: 'OPTION_INVALID' });
    await expect(training.predict(task.inputs, 'none')).rejects.toMatchObject({
      code: 'LAYER_NOT_FOUND',
    });
  });
});

describeReference('the training that PyTorch did', 'golden/nrp', () => {
  test.each(['cpu', 'wasm'] as const)('on %s', async (backend) => {
    const { parameters, loss_per_step } = readGoldenNrpFacts();
    const names = Object.keys(parameters);
    const engine = await tensorflowTrainingEngine({ backend });
    const inputs = { x0: readGoldenNrp('x_block0'), x1: readGoldenNrp('x_block1') };
    await using training = await engine.begin({
      network: goldenNrpNetwork,
      loss: 'meanSquaredError',
      optimizer: { learningRate: 0.001 },
      batchSize: 32,
      inputs,
      targets: readGoldenNrp('y'),
      initialParameters: readGoldenNrpParameters('initial'),
    });
    const losses = [...(await training.runEpoch(Array.from({ length: 32 }, (_, row) => row)))];
    const afterOne = await training.parameters();
    for (const name of names)
      expectNear(afterOne[name], readGoldenNrp(`after_step1.${name}`), name);
    losses.push(...(await training.runEpoch(Array.from({ length: 64 }, (_, row) => 32 + row))));
    const order = Array.from({ length: 96 }, (_, row) => row);
    for (let epoch = 1; epoch < 10; epoch++) losses.push(...(await training.runEpoch(order)));
    expectNear(
      { shape: [30], values: Float64Array.from(losses) },
      { shape: [30], values: Float64Array.from(loss_per_step) },
      'losses',
    );
    const final = await training.parameters();
    for (const name of names) expectNear(final[name], readGoldenNrp(`final.${name}`), name);
    expectNear(await training.predict(inputs, 'hidden'), readGoldenNrp('final_nrp_l2'), 'hidden');
    expectNear(await training.predict(inputs), readGoldenNrp('final_predictions'), 'predictions');
    const test = { x0: readGoldenNrp('x_block0_test'), x1: readGoldenNrp('x_block1_test') };
    expectNear(
      await training.predict(test),
      readGoldenNrp('final_predictions_test'),
      'test predictions',
    );
  });
});
