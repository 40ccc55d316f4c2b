import { openGradient, weightedSum } from '@ventral/gradients';
import { RandomState } from '@ventral/numerics';
import { openSession, readModel, type Tensor } from '@ventral/onnx';
import { expect, it } from 'vitest';
import { drawNetwork, steps } from './random-network.ts';

const networks = 300;
const samples = 2;
const directions = 6;
const names = Object.keys(steps);

it('random networks of all operators slope as their finite differences do', async () => {
  const wrong: string[] = [];
  for (let seed = 0; seed < networks; seed++) {
    const random = new RandomState(seed);
    const network = drawNetwork(names[seed % names.length] as string, random);
    const shape = [samples, ...network.sizes];
    const model = await readModel(network.bytes);
    await using forward = await openSession(model);
    const evaluate = async (x: Float32Array) =>
      (await forward.run({ x: tensor(shape, x) })).y as Tensor;
    const drawn = (length: number) => Float32Array.from({ length }, () => random.standardNormal());
    const x = drawn(shape.reduce((product, size) => product * size, 1));
    const y = await evaluate(x);
    const weights = drawn(y.values.length);
    await using gradient = await openGradient(model, { of: weightedSum('y', 'weights') });
    const feeds = { x: tensor(shape, x), weights: tensor(y.shape, weights) };
    const slope = (await gradient.run(feeds)).gradients.x?.values as Float32Array;

    const along = async (direction: Float32Array, step: number) => {
      const moved = (sign: number) =>
        evaluate(x.map((value, index) => value + sign * step * (direction[index] as number)));
      const ends = await Promise.all([moved(1), moved(-1)]);
      const [above = 0, below = 0] = ends.map(({ values }) => dot(values as Float32Array, weights));
      return (above - below) / (2 * step);
    };
    // Between two points there may be a kink, where differences say nothing: few pixels move at a time, and
    // a wrong rule is wrong in every direction.
    const errors: number[] = [];
    while (errors.length < directions && !errors.some((error) => error < 1e-2)) {
      const direction = drawn(x.length).map((value) => (random.randomSample() < 0.05 ? value : 0));
      const parts = slope.map((value, index) => value * (direction[index] as number));
      const error = Math.abs(dot(slope, direction) - (await along(direction, 2e-3)));
      errors.push(error / (Math.sqrt(dot(parts, parts)) + 3e-2));
    }
    if (errors.length < directions) continue;
    wrong.push(`${seed}: ${network.steps.join(', ')}: off by ${errors.join(', ')}`);
  }
  expect(wrong).toEqual([]);
});

function tensor(shape: readonly number[], values: Float32Array): Tensor {
  return { type: 'float32', shape, values };
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
}
