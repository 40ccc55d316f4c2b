import { type InputSizes, openGradient, weightedSum } from '@ventral/gradients';
import { RandomState } from '@ventral/numerics';
import {
  modelInputs,
  type OnnxModel,
  openSession,
  type Tensor,
  tapLayers,
  toFloat32,
} from '@ventral/onnx';
import { expect } from 'vitest';

/** How far pixels move, in standard deviations of the image: rounding spoils less, kinks spoil more. */
const steps = [0.01, 0.003, 0.03];
/** Directions that are looked at before the slopes count as wrong, and how many have to agree. */
const [most, enough] = [8, 3];
/** Pixels that a direction moves: a few, so that little else than what is looked at changes sides. */
const pixels = 8;
/**
 * The share of a slope that differences may be off. Float32 rounds the sum of thousands of numbers, and on
 * its way a step crosses kinks of rectifiers and pools: for networks of 20 layers most directions are off by
 * .2 to 4 %, one in eight by 10 or 20. What a wrong rule is off by does not fall with the step.
 */
const tolerance = 0.03;
const weights = 'weights of the slope';

/** Where the slopes of a network are looked at. */
export interface SlopeSettings {
  /** The value of the network whose numbers are summed, each times a random weight. */
  readonly value: string;
  /** Sizes of the image, `1 x 3 x height x width`. @default what the input of the network states */
  readonly shape?: readonly number[];
  /** Mean and standard deviation of the image, which is noise. @default [0, 1] */
  readonly noise?: readonly [mean: number, deviation: number];
}

/**
 * Expects that a network slopes as its gradient says: along random directions that move a few pixels, the
 * gradient is held against central differences of the network alone.
 */
export async function expectSlopes(
  model: OnnxModel,
  { value, shape: stated, noise: [mean, deviation] = [0, 1] }: SlopeSettings,
): Promise<void> {
  const { name, shape: open } = modelInputs(model)[0] as ReturnType<typeof modelInputs>[number];
  const shape = stated ?? open.map((size) => size ?? 1);
  const sizes: InputSizes = { [name]: shape };
  const random = new RandomState(0);
  const draw = (length: number) => Float32Array.from({ length }, () => random.standardNormal());
  const count = shape.reduce((product, size) => product * size, 1);
  const image = draw(count).map((one) => mean + deviation * one);
  const feed = (values: Float32Array) => ({ [name]: { type: 'float32', shape, values } as Tensor });

  await using network = await openSession(tapLayers(model, [value]));
  const respond = async (to: Float32Array) => (await network.run(feed(to)))[value] as Tensor;
  const response = await respond(image);
  const weighing = draw(response.values.length);
  await using gradient = await openGradient(model, { of: weightedSum(value, weights), sizes });
  const { gradients } = await gradient.run({
    ...feed(image),
    [weights]: { type: 'float32', shape: response.shape, values: weighing },
  });
  const slope = toFloat32(gradients[name] as Tensor);

  /** How far the gradient is off along a direction, as a share of what its pixels contribute. */
  const errorAlong = async (moves: ReadonlyMap<number, number>, step: number) => {
    const moved = (sign: number) => {
      const values = image.slice();
      for (const [pixel, by] of moves) values[pixel]! += sign * step * deviation * by;
      return values;
    };
    const [above, below] = [moved(1), moved(-1)];
    // Of the pixels as float32 rounded them.
    const expected = [...moves.keys()].map((at) => slope[at]! * (above[at]! - below[at]!));
    const [high, low] = [toFloat32(await respond(above)), toFloat32(await respond(below))];
    const found = weighing.reduce((sum, weight, at) => sum + weight * (high[at]! - low[at]!), 0);
    const sum = expected.reduce((total, one) => total + one, 0);
    return Math.abs(sum - found) / Math.hypot(...expected);
  };
  const errors: number[] = [];
  const agreeing = () => errors.filter((error) => error < tolerance).length;
  while (errors.length < most && agreeing() < enough) {
    const places = Array.from({ length: pixels }, () => Math.floor(random.randomSample() * count));
    const moves = new Map(places.map((place) => [place, random.standardNormal()]));
    let error = Number.POSITIVE_INFINITY;
    for (const step of steps) {
      if (!(error < tolerance)) error = Math.min(error, await errorAlong(moves, step));
    }
    errors.push(error);
  }
  expect(agreeing(), `${value} is off by ${errors.join(', ')}`).toBe(enough);
}
