import { join } from 'node:path';
import type { NdArray } from '@ventral/arrays';
import { RandomState } from '@ventral/numerics';
import {
  type GraphConstant,
  modelOfGraph,
  type OnnxModel,
  openSession,
  readModel,
  type Tensor,
} from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import {
  computeGradients,
  drawParameters,
  type FitSettings,
  fitNetwork,
  type OnnxNetwork,
  onnxTrainingEngine,
  readTrainable,
  trainedGraph,
  trainedModel,
} from '@ventral/training';
import { describe, expect, it } from 'vitest';
import { madeFit } from './made-fit.ts';

const { network: layered, ...made } = madeFit();
const initialParameters = drawParameters(layered, new RandomState(made.seed));
const asOnnx = modelOfGraph(trainedGraph(layered, initialParameters));

const fitOnnx = (network: OnnxNetwork, changes: Partial<FitSettings<OnnxNetwork>> = {}) =>
  fitNetwork(onnxTrainingEngine, { ...made, network, ...changes });

describe('a network of an ONNX file', () => {
  it('trains to the bits of the layers that it was written from', async () => {
    const parameters = await readTrainable({ model: asOnnx, trainable: 'all' });
    expect(parameters).toEqual(initialParameters);
    const task = { ...made, initialParameters };
    await using layers = await onnxTrainingEngine.begin({ ...task, network: layered });
    await using file = await onnxTrainingEngine.begin({
      ...task,
      network: { model: asOnnx, trainable: 'all' },
    });
    for (const shift of [0, 1, 2]) {
      const order = made.samples.training.map((row) => (row + shift) % 200);
      expect(await file.runEpoch(order)).toEqual(await layers.runEpoch(order));
    }
    expect(await file.parameters()).toEqual(await layers.parameters());
    expect(await file.predict(made.inputs)).toEqual(await layers.predict(made.inputs));
    expect(await file.predict(made.inputs, 'relu')).toEqual(
      await layers.predict(made.inputs, 'relu'),
    );
  });

  it('learns by the weights that are named, and leaves all others as they are', async () => {
    const trainable = ['y.kernel', 'y.bias'];
    const { parameters, trainingLosses } = await fitOnnx({ model: asOnnx, trainable });
    expect(Object.keys(parameters)).toEqual(trainable);
    expect(trainingLosses.at(-1)).toBeLessThan(0.8 * (trainingLosses[0] as number));
    const trained = trainedModel(asOnnx, parameters);
    const weights = await readTrainable({ model: trained, trainable: 'all' });
    expect(weights['dense.kernel']).toEqual(initialParameters['dense.kernel']);
    expect(weights['y.kernel']).toEqual(parameters['y.kernel']);
  });

  it('goes on from where it was left to the same bits', async () => {
    const network: OnnxNetwork = { model: asOnnx, trainable: 'all' };
    const whole = await fitOnnx(network, { epochs: 8, keepState: true });
    const { state } = await fitOnnx(network, { epochs: 3, keepState: true });
    const rest = await fitOnnx(network, {
      epochs: 8,
      keepState: true,
      ...structuredClone({ state }),
    });
    expect(rest).toEqual(whole);
  });

  it('learns neither what was counted, nor bounds, nor single numbers, unless they are named', async () => {
    const model = normalised();
    const network: OnnxNetwork = { model, trainable: 'all' };
    expect(Object.keys(await readTrainable(network)).sort()).toEqual(['bias', 'kernel', 'scale']);
    const { trainingLosses } = await fitOnnx(network, { epochs: 20 });
    expect(trainingLosses.at(-1)).toBeLessThan(trainingLosses[0] as number);
    const named: OnnxNetwork = { model, trainable: ['mean', 'factor'] };
    const { parameters } = await fitOnnx(named, { epochs: 1 });
    expect(parameters.factor?.values[0]).not.toBe(2);
    expect(parameters.mean?.values).not.toEqual(new Float32Array(2));
  });

  it.each<readonly [string, Partial<OnnxNetwork>, string, RegExp]>([
    ['a weight it does not have', { trainable: ['y.kernle'] }, 'OPTION_INVALID', /'y.kernle'/],
    ['no weight', { trainable: [] }, 'OPTION_INVALID', /nothing to train/],
    ['an output it does not have', { output: 'z' }, 'LAYER_NOT_FOUND', /'z'/],
    ['a value that is not what has targets', { output: 'relu' }, 'SHAPE_MISMATCH', /\[200, 32\]/],
    ['whole numbers', { model: normalised(), trainable: ['axes'] }, 'OPTION_INVALID', /'axes'/],
    [
      'an operator without a gradient in between',
      { model: ofMatrices('Det', 'Unsqueeze'), trainable: ['w'] },
      'GRADIENT_UNAVAILABLE',
      /Det/,
    ],
    [
      'one row for all samples',
      { model: ofMatrices('ReduceMean', 'Squeeze') },
      'SHAPE_MISMATCH',
      /'y' of The graph/,
    ],
    [
      'several outputs',
      {
        model: {
          ...asOnnx,
          graph: { ...asOnnx.graph, output: [...asOnnx.graph.output, ...asOnnx.graph.output] },
        },
      },
      'OPTION_INVALID',
      /2 outputs/,
    ],
  ])('is refused for %s', async (_what, changes, code, message) => {
    const fitting = fitOnnx({ model: asOnnx, trainable: 'all', ...changes });
    await expect(fitting).rejects.toThrow(message);
    await expect(fitting).rejects.toMatchObject({ code });
  });

  it('is refused in float64, and where a parameter is no weight of it', async () => {
    const network: OnnxNetwork = { model: asOnnx, trainable: 'all' };
    await expect(fitOnnx(network, { precision: 'float64' })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
    const wrong = { 'y.kernel': { shape: [1, 32], values: new Float32Array(32) } };
    expect(() => trainedModel(asOnnx, wrong)).toThrow(/'y.kernel': \[1, 32\].*\[32, 1\]/);
  });
});

describeReference('networks of other people', 'data/vnncomp2021-networks', () => {
  const images = 24;
  const classes = 10;
  const random = new RandomState(7);

  describe.each([
    {
      file: 'cifar10_small',
      shape: [32, 32, 3],
      last: 'sequential/dense_2/MatMul/ReadVariableOp:0',
    },
    // Its file says batches of one.
    { file: 'resnet_2b', shape: [3, 32, 32], last: 'linear2.weight' },
  ])('$file', ({ file, shape, last }) => {
    const inputs = drawArray([images, ...shape]);
    const targets = {
      shape: [images, classes],
      values: Float32Array.from({ length: images * classes }, (_, index) =>
        Number(index % classes === Math.floor(index / classes) % 3),
      ),
    };
    const read = () => readModel(join(referencePath('data/vnncomp2021-networks'), `${file}.onnx`));
    const settings = (model: OnnxModel, trainable: OnnxNetwork['trainable']) => ({
      network: { model, trainable },
      loss: 'softmaxCrossEntropy' as const,
      optimizer: { learningRate: trainable === 'all' ? 1e-3 : 1e-2 },
      batchSize: 7,
      inputs: { [model.graph.input[0]?.name ?? '']: inputs },
      targets,
      samples: { training: [...Array(images).keys()] },
      epochs: 6,
      patience: 6,
      seed: 1,
      keepState: true,
    });

    it.each(['all', [last]] as const)(
      'learns by %s, and goes on to the same bits',
      async (trainable) => {
        const model = await read();
        const task = settings(model, trainable);
        const whole = await fitNetwork(onnxTrainingEngine, task);
        const { trainingLosses, parameters } = whole;
        expect(trainingLosses.at(-1)).toBeLessThan(0.9 * (trainingLosses[0] as number));
        const { state } = await fitNetwork(onnxTrainingEngine, { ...task, epochs: 2 });
        expect(await fitNetwork(onnxTrainingEngine, { ...task, state })).toEqual(whole);
        if (trainable !== 'all') expect(Object.keys(parameters)).toEqual([last]);

        const [input = ''] = Object.keys(task.inputs);
        const trained = trainedModel(model, parameters);
        await using session = await openSession(trained);
        const size = inputs.values.length / images;
        const first = Float32Array.from(inputs.values.slice(0, size));
        const { [session.outputs[0]?.name ?? '']: said } = await session.run({
          [input]: { type: 'float32', shape: [1, ...shape], values: first },
        });
        await using going = await onnxTrainingEngine.begin({
          ...task,
          initialParameters: parameters,
        });
        const predicted = await going.predict(task.inputs);
        for (const [index, value] of Array.from((said as Tensor).values, Number).entries()) {
          expect(predicted.values[index]).toBeCloseTo(value, 3);
        }
      },
    );

    it('has the gradient of finite differences by its last weights', async () => {
      const task = settings(await read(), [last]);
      const start = await readTrainable(task.network);
      const { shape: sizes, values } = start[last] as NdArray;
      const lossAt = async (moved: NdArray['values']) => {
        const given = { ...task, initialParameters: { [last]: { shape: sizes, values: moved } } };
        return computeGradients(given);
      };
      const { gradients } = await lossAt(values);
      const gradient = gradients[last] as NdArray;
      const norm = Math.hypot(...gradient.values);
      const step = 1e-3;
      const [up, down] = [step, -step].map((size) =>
        Float32Array.from(
          values,
          (value, index) => value + (size * gradient.values[index]!) / norm,
        ),
      ) as [Float32Array, Float32Array];
      const slope = ((await lossAt(up)).loss - (await lossAt(down)).loss) / (2 * step);
      expect(slope / norm).toBeCloseTo(1, 2);
    });
  });

  function drawArray(shape: readonly number[]) {
    const length = shape.reduce((product, size) => product * size, 1);
    return { shape, values: Float32Array.from({ length }, () => random.randomSample()) };
  }
});

/** `y = scale (x kernel - mean) / deviation + bias`, cut at 6, times a factor, summed over units. */
function normalised(): OnnxModel {
  const constant = (
    name: string,
    shape: readonly number[],
    values: readonly number[],
  ): GraphConstant => ({
    name,
    shape,
    values: Float32Array.from(values),
  });
  return modelOfGraph({
    inputs: [{ name: 'x', type: 'float32', shape: ['n', 2] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['n', 1] }],
    nodes: [
      { operation: 'MatMul', inputs: ['x', 'kernel'], outputs: ['units'] },
      {
        operation: 'BatchNormalization',
        inputs: ['units', 'scale', 'bias', 'mean', 'variance'],
        outputs: ['normal'],
      },
      { operation: 'Clip', inputs: ['normal', 'least', 'most'], outputs: ['cut'] },
      { operation: 'Mul', inputs: ['cut', 'factor'], outputs: ['scaled'] },
      { operation: 'ReduceSum', inputs: ['scaled', 'axes'], outputs: ['y'] },
    ],
    initializers: [
      constant('kernel', [2, 2], [1, -1, 0.5, 2]),
      constant('scale', [2], [1, 1]),
      constant('bias', [2], [0.1, 0.2]),
      constant('mean', [2], [0, 0]),
      constant('variance', [2], [1, 1]),
      constant('least', [], [-6]),
      constant('most', [], [6]),
      constant('factor', [], [2]),
      { name: 'axes', shape: [1], values: BigInt64Array.of(1n) },
    ],
  });
}

/** Two operators, one after the other, on a matrix of each sample. */
function ofMatrices(first: string, second: string): OnnxModel {
  return modelOfGraph({
    inputs: [{ name: 'x', type: 'float32', shape: ['n', 2] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['n', 1] }],
    nodes: [
      { operation: 'MatMul', inputs: ['x', 'w'], outputs: ['rows'] },
      { operation: 'Reshape', inputs: ['rows', 'sizes'], outputs: ['matrices'] },
      { operation: first, inputs: ['matrices'], outputs: ['numbers'] },
      { operation: second, inputs: ['numbers', 'axes'], outputs: ['y'] },
    ],
    initializers: [
      { name: 'w', shape: [2, 4], values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
      { name: 'sizes', shape: [3], values: BigInt64Array.of(-1n, 2n, 2n) },
      { name: 'axes', shape: [1], values: BigInt64Array.of(1n) },
    ],
  });
}
