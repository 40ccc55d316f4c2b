import { fitNetwork, type Network, onnxTrainingEngine } from '@ventral/training';
import { expect, test } from 'vitest';

// Two classes, told apart by the sign of one number.
const network: Network = {
  layers: [
    { kind: 'input', name: 'x', shape: [1] },
    { kind: 'dense', name: 'class', input: 'x', units: 2 },
  ],
};
const samples = 64;
const x = Float32Array.from({ length: samples }, (_, row) => ((row * 7) % 13) - 6.5);
const targets = Float32Array.from({ length: 2 * samples }, (_, index) =>
  Number(x[Math.floor(index / 2)]! > 0 === (index % 2 === 1)),
);
const rows = [...x.keys()];

test('softmax cross-entropy is of held-out samples what their probabilities say', async () => {
  const { validationLosses, validationPredictions, bestEpoch } = await fitNetwork(
    onnxTrainingEngine,
    {
      network,
      loss: 'softmaxCrossEntropy',
      optimizer: { learningRate: 0.1 },
      batchSize: 16,
      inputs: { x: { shape: [samples, 1], values: x } },
      targets: { shape: [samples, 2], values: targets },
      samples: { training: rows.slice(0, 32), validation: rows.slice(32) },
      epochs: 20,
      patience: 5,
      seed: 0,
    },
  );
  const scores = validationPredictions?.values ?? [];
  const surprises = rows.slice(32).map((row, index) => {
    const [first, second] = [scores[2 * index]!, scores[2 * index + 1]!].map(Math.exp);
    const right = x[row]! > 0 ? second : first;
    return -Math.log((right as number) / ((first as number) + (second as number)));
  });
  const mean = surprises.reduce((sum, surprise) => sum + surprise, 0) / surprises.length;
  expect(validationLosses[bestEpoch - 1]).toBeCloseTo(mean, 10);
  expect(validationLosses[bestEpoch - 1]).toBeLessThan(0.2);
});

test('it is finite where a class is all but certain', async () => {
  await using training = await onnxTrainingEngine.begin({
    network,
    loss: 'softmaxCrossEntropy',
    optimizer: { learningRate: 0.1 },
    batchSize: 2,
    inputs: { x: { shape: [2, 1], values: Float32Array.of(1, -1) } },
    targets: { shape: [2, 2], values: Float32Array.of(1, 0, 1, 0) },
    initialParameters: {
      'class.kernel': { shape: [1, 2], values: Float32Array.of(0, 1000) },
      'class.bias': { shape: [2], values: new Float32Array(2) },
    },
  });
  // The first is called by its wrong name at odds of e^1000, the second by its right one.
  expect(await training.runEpoch([0, 1])).toEqual(Float64Array.of(500));
});
