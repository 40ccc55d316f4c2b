import { isVentralError } from '@ventral/errors';
import { RandomState } from '@ventral/numerics';
import {
  computeGradients,
  drawParameters,
  type Network,
  onnxTrainingEngine,
} from '@ventral/training';
import { describe, expect, test } from 'vitest';
import { madeFit } from './made-fit.ts';

/** A layer read twice: its gradient is the sum of both ways. */
const branching: Network = {
  layers: [
    { kind: 'input', name: 'x', shape: [3] },
    { kind: 'dense', name: 'shared', input: 'x', units: 4 },
    { kind: 'dense', name: 'left', input: 'shared', units: 2 },
    { kind: 'relu', name: 'right', input: 'shared' },
    { kind: 'concatenate', name: 'both', inputs: ['left', 'right', 'x'] },
    { kind: 'dense', name: 'y', input: 'both', units: 2 },
  ],
};

function task() {
  const random = new RandomState(5);
  const draw = (rows: number, columns: number) => ({
    shape: [rows, columns],
    values: Float64Array.from({ length: rows * columns }, () => random.standardNormal()),
  });
  return {
    network: branching,
    loss: 'meanSquaredError' as const,
    inputs: { x: draw(7, 3) },
    targets: draw(7, 2),
    initialParameters: drawParameters(branching, random),
    precision: 'float64' as const,
  };
}

describe('a network', () => {
  test('has gradients that finite differences confirm, where paths meet as well', async () => {
    const given = task();
    const { gradients } = await computeGradients(given);
    const step = 1e-6;
    for (const [name, { shape, values }] of Object.entries(given.initialParameters)) {
      for (const index of [0, values.length - 1]) {
        const lossAt = async (change: number) => {
          const moved = Float64Array.from(values);
          moved[index] = (moved[index] as number) + change;
          const initialParameters = {
            ...given.initialParameters,
            [name]: { shape, values: moved },
          };
          return (await computeGradients({ ...given, initialParameters })).loss;
        };
        const difference = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step);
        expect(gradients[name]?.values[index], name).toBeCloseTo(difference, 7);
      }
    }
  });

  test('begins within the limits of Glorot, from the numbers that NumPy draws', () => {
    const parameters = drawParameters(branching, new RandomState(0));
    const limit = Math.sqrt(6 / (3 + 4));
    const random = new RandomState(0);
    const expected = Float32Array.from(
      { length: 12 },
      () => limit * (2 * random.randomSample() - 1),
    );
    expect(parameters['shared.kernel']).toEqual({ shape: [3, 4], values: expected });
    expect(parameters['shared.bias']).toEqual({ shape: [4], values: new Float32Array(4) });
  });

  test.each([
    [[{ kind: 'input', name: 'x', shape: [2] }], /learns nothing/],
    [
      [{ kind: 'dense', name: 'y', input: 'x', units: 1 }],
      /'y' reads 'x', which is no layer before/,
    ],
    [
      [
        { kind: 'input', name: 'x', shape: [2, 2] },
        { kind: 'dense', name: 'y', input: 'x', units: 1 },
      ],
      /samples of shape \[2, 2\]/,
    ],
    [
      [
        { kind: 'input', name: 'x', shape: [2] },
        { kind: 'relu', name: 'x', input: 'x' },
      ],
      /name of an earlier one/,
    ],
  ])('is refused where layers do not fit: %j', (layers, message) => {
    const draw = () => drawParameters({ layers } as Network, new RandomState(1));
    expect(draw).toThrow(message);
    expect(draw).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });

  test('does not train on arrays that do not fit it', async () => {
    const { samples, epochs, patience, seed, ...fit } = madeFit();
    const initialParameters = drawParameters(fit.network, new RandomState(seed));
    const begin = onnxTrainingEngine.begin({
      ...fit,
      initialParameters,
      targets: { shape: [100, 1], values: new Float32Array(100) },
    });
    await expect(begin).rejects.toSatisfy((error) => isVentralError(error, 'SHAPE_MISMATCH'));
    await expect(begin).rejects.toThrow(/samples of 'x': \[200, 2\].*needs \[100, 2\]/);
  });
});
