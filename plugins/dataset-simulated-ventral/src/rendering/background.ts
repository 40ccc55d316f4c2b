import type { RandomState } from '@ventral/numerics';
import { fractalNoise } from './fractal-noise.ts';
import { paintLeaves } from './leaves.ts';

/**
 * A background without any object to name, brightness as displayed, row-major, about in [0, 1].
 *
 * One of: a landscape with a horizon, a room, leaves and stones of all sizes, or noise; all with
 * about the 1/f spectrum of natural images. Mean and contrast vary from image to image.
 */
export function paintBackground(size: number, random: RandomState): Float32Array {
  const uniform = (low: number, high: number) => low + (high - low) * random.randomSample();
  const kind = random.randomSample();
  const scene =
    kind < 0.45
      ? landscape(size, random, uniform)
      : kind < 0.65
        ? room(size, random, uniform)
        : kind < 0.82
          ? paintLeaves(size, random)
          : fractalNoise(size, random, { coarsest: 2, octaves: 7, persistence: 0.55 });
  return withContrast(scene, uniform(0.38, 0.56), uniform(0.1, 0.17));
}

type Uniform = (low: number, high: number) => number;

/** Sky, one or two ridges, and ground that is finer the farther away. */
function landscape(size: number, random: RandomState, uniform: Uniform): Float32Array {
  const horizon = uniform(0.3, 0.65);
  const clouds = fractalNoise(size, random, {
    coarsest: 2,
    octaves: 5,
    persistence: 0.5,
    stretch: 2,
  });
  const texture = fractalNoise(size, random, {
    coarsest: 4,
    octaves: 6,
    persistence: 0.7,
    stretch: 2.5,
  });
  const ridges = Array.from({ length: 2 }, (_, index) => ({
    base: horizon - (0.12 - 0.09 * index) * uniform(0.3, 1.2),
    shape: Array.from({ length: 6 }, (_, k) => [
      uniform(0, 0.07) / (k + 1),
      uniform(0, 2 * Math.PI),
      (k + 1) * uniform(2, 5),
    ]),
    brightness: uniform(-0.9, 0.1),
    rough: uniform(0.1, 0.5),
  }));
  const [sky, ground, roughness, cloudiness] = [
    uniform(0.5, 1.6),
    uniform(-1, 0.2),
    uniform(0.35, 0.8),
    uniform(0.1, 0.5),
  ];
  const tops = ridges.map(({ base, shape }) =>
    Float64Array.from({ length: size }, (_, x) =>
      shape.reduce((sum, [a, phase, f]) => sum + a! * Math.sin(phase! + (f! * x) / size), base),
    ),
  );
  const scene = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    const height = (y + 0.5) / size;
    for (let x = 0; x < size; x++) {
      const at = y * size + x;
      let value = sky - 0.8 * (height - horizon + 0.5) + cloudiness * clouds[at]!;
      for (let index = 0; index < ridges.length; index++) {
        if (height <= tops[index]![x]!) continue;
        value = ridges[index]!.brightness + ridges[index]!.rough * texture[at]!;
      }
      if (height > horizon) {
        const near = (height - horizon) / (1 - horizon);
        value = ground + 0.4 * near + roughness * (0.4 + 0.6 * near) * texture[at]!;
      }
      scene[at] = value;
    }
  }
  return scene;
}

/** Walls that meet, a floor, and flat furniture without features. */
function room(size: number, random: RandomState, uniform: Uniform): Float32Array {
  const stains = fractalNoise(size, random, { coarsest: 2, octaves: 6, persistence: 0.55 });
  const scene = new Float32Array(size * size);
  const [corner, floor, slope, tilt] = [
    uniform(0.2, 0.8),
    uniform(0.6, 0.85),
    uniform(0.05, 0.35),
    uniform(0.05, 0.35),
  ];
  const shades = [uniform(0, 1.4), uniform(-0.3, 1), uniform(-1.4, 0.3)];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [u, v] = [(x + 0.5) / size, (y + 0.5) / size];
      const edge = floor + (u < corner ? slope * (corner - u) : tilt * (u - corner));
      const wall = v > edge ? 2 : u < corner ? 0 : 1;
      scene[y * size + x] =
        shades[wall]! +
        0.3 * stains[y * size + x]! -
        0.5 * Math.abs(u - corner) * (wall < 2 ? 1 : 0);
    }
  }
  const pieces = 2 + random.randint(5);
  for (let piece = 0; piece < pieces; piece++) {
    const [left, top] = [uniform(-0.15, 0.95), uniform(-0.15, 0.85)];
    const [width, height] = [uniform(0.05, 0.45), uniform(0.1, 0.7)];
    const [shadeOf, gradient] = [uniform(-1.2, 1.1), uniform(-0.8, 0.8)];
    const [fromX, toX] = [Math.max(0, left), Math.min(1, left + width)].map((t) =>
      Math.round(t * size),
    ) as [number, number];
    const [fromY, toY] = [Math.max(0, top), Math.min(1, top + height)].map((t) =>
      Math.round(t * size),
    ) as [number, number];
    for (let y = fromY; y < toY; y++) {
      for (let x = fromX; x < toX; x++) {
        const at = y * size + x;
        scene[at] = shadeOf + (gradient * (x - fromX)) / (toX - fromX) + 0.25 * stains[at]!;
      }
    }
  }
  return scene;
}

function withContrast(scene: Float32Array, mean: number, contrast: number): Float32Array {
  let [sum, squares] = [0, 0];
  for (const value of scene) {
    sum += value;
    squares += value * value;
  }
  const average = sum / scene.length;
  const deviation = Math.sqrt(squares / scene.length - average * average);
  const scale = contrast / deviation;
  return scene.map((value) => mean + scale * (value - average));
}
