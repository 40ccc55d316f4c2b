import type { RandomState } from '@ventral/numerics';

/** Periods of the noise in pixels; its amplitude grows with them, as in photographs. */
const periods = [64, 32, 16, 8, 4, 2];
const shapeCount = 6;

/**
 * Makes a grey image in place of a photograph: noise with about as much contrast in each octave of
 * spatial frequency, and shapes with edges, corners and curves in front of it.
 *
 * @param size pixels a side
 * @returns row-major, from 0 to 1
 */
export function makeScene(size: number, random: RandomState): Float64Array {
  const scene = new Float64Array(size * size).fill(0.5);
  for (const period of periods) addNoise(scene, size, period, random);
  for (let shape = 0; shape < shapeCount; shape++) addShape(scene, size, random);
  return scene.map((level) => Math.min(1, Math.max(0, level)));
}

/** Adds levels drawn on a lattice, and interpolated between its points. */
function addNoise(scene: Float64Array, size: number, period: number, random: RandomState): void {
  const points = Math.ceil(size / period) + 1;
  const lattice = Float64Array.from({ length: points * points }, () => random.standardNormal());
  for (let pixel = 0; pixel < scene.length; pixel++) {
    const [x, y] = [(pixel % size) / period, Math.floor(pixel / size) / period];
    const corner = Math.floor(y) * points + Math.floor(x);
    const [right, down] = [x % 1, y % 1];
    const top = mix(lattice[corner]!, lattice[corner + 1]!, right);
    const bottom = mix(lattice[corner + points]!, lattice[corner + points + 1]!, right);
    scene[pixel]! += (0.1 * mix(top, bottom, down) * (1 + Math.log2(period))) / 4;
  }
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** Paints an ellipse or a rectangle of any size, place, direction and level. */
function addShape(scene: Float64Array, size: number, random: RandomState): void {
  const between = (least: number, most: number) => least + (most - least) * random.randomSample();
  const isEllipse = random.randint(2) === 0;
  const [centreX, centreY] = [between(0, size), between(0, size)];
  const [width, height] = [between(size / 20, size / 4), between(size / 20, size / 4)];
  const direction = between(0, Math.PI);
  const [level, slope] = [between(0, 1), between(-0.3, 0.3)];
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)];
  for (let pixel = 0; pixel < scene.length; pixel++) {
    const [x, y] = [(pixel % size) - centreX, Math.floor(pixel / size) - centreY];
    const u = (x * cos + y * sin) / width;
    const v = (y * cos - x * sin) / height;
    const isInside = isEllipse ? u ** 2 + v ** 2 < 1 : Math.max(Math.abs(u), Math.abs(v)) < 1;
    if (isInside) scene[pixel] = level + slope * u;
  }
}
