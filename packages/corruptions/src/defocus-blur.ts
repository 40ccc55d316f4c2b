import { mirror, widenRows } from './beyond-edge.ts';
import { defineCorruption } from './corruption.ts';
import { filterRaster, filterWidened, type Tap } from './filter-raster.ts';
import { imageOf, type Raster, rasterOf } from './raster.ts';

interface DefocusSetting {
  /** Radius of the disk in pixels. */
  readonly radius: number;
  /** Standard deviation in pixels with which its edge is smoothed. */
  readonly sigma: number;
}

/** A lens out of focus: each point becomes a disk, whose edge is smoothed. */
export const defocusBlur = defineCorruption<DefocusSetting>({
  name: 'defocus-blur',
  title: 'Defocus blur',
  group: 'blur',
  settings: {
    imagenet: [disk(3, 0.1), disk(4, 0.5), disk(6, 0.5), disk(8, 0.5), disk(10, 0.5)],
    cifar: [disk(0.3, 0.4), disk(0.4, 0.5), disk(0.5, 0.6), disk(1, 0.2), disk(1.5, 0.1)],
  },
  corrupt(image, setting) {
    const kernel = diskKernel(setting);
    const taps = tapsOf(kernel);
    const steps = stepsOf(kernel);
    return imageOf(
      steps.length < taps.length
        ? filterBySteps(rasterOf(image), steps)
        : filterRaster(rasterOf(image), taps, mirror),
    );
  },
});

function disk(radius: number, sigma: number): DefocusSetting {
  return { radius, sigma };
}

/**
 * The disk of the authors: the pixels whose centre is within the radius, all with the same weight, on a square
 * of at least 17 x 17, smoothed with a Gaussian of 3 x 3 pixels, of 5 x 5 where the radius exceeds 8. The
 * square ends where the disk does, so that what the Gaussian carries over its border is mirrored.
 */
function diskKernel({ radius, sigma }: DefocusSetting): Raster {
  const reach = radius <= 8 ? 8 : Math.ceil(radius);
  const side = 2 * reach + 1;
  const values = Float64Array.from({ length: side * side }, (_, index) => {
    const [x, y] = [(index % side) - reach, Math.floor(index / side) - reach];
    return x * x + y * y <= radius * radius ? 1 : 0;
  });
  const area = values.reduce((sum, value) => sum + value, 0);
  const square = { width: side, height: side, channels: 1, values: values.map((v) => v / area) };
  const smoothing = radius <= 8 ? [-1, 0, 1] : [-2, -1, 0, 1, 2];
  const weights = smoothing.map((offset) => Math.exp((-0.5 * offset * offset) / (sigma * sigma)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const across = smoothing.map((x, index) => ({ x, y: 0, weight: weights[index]! / sum }));
  const down = across.map(({ x, weight }) => ({ x: 0, y: x, weight }));
  return filterRaster(filterRaster(square, across, mirror), down, mirror);
}

function tapsOf({ width, height, values }: Raster): Tap[] {
  return Array.from(values, (weight, index) => ({
    x: (index % width) - (width >> 1),
    y: Math.floor(index / width) - (height >> 1),
    weight,
  })).filter(({ weight }) => weight !== 0);
}

/**
 * Where the weight of a row changes, from left to right, and by how much. A disk is even inside, so that these
 * are fewer than its pixels.
 */
function stepsOf({ width, height, values }: Raster): Tap[] {
  const reach = width >> 1;
  const steps: Tap[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column <= width; column++) {
      const before = column === 0 ? 0 : values[row * width + column - 1]!;
      const weight = (column === width ? 0 : values[row * width + column]!) - before;
      // What differs in its last digits is even.
      if (Math.abs(weight) > 1e-12) steps.push({ x: column - reach, y: row - reach, weight });
    }
  }
  return steps;
}

/** The sum over pixels of value times weight, as that over steps of the value's sums to the left, negative. */
function filterBySteps(raster: Raster, steps: readonly Tap[]): Raster {
  const { channels } = raster;
  const margin = steps.reduce((most, { x }) => Math.max(most, Math.abs(x)), 0);
  const wide = widenRows(raster, margin, mirror);
  const line = wide.width * channels;
  const sums = new Float64Array(wide.values.length);
  for (let row = 0; row < wide.height; row++) {
    for (let index = row * line + channels; index < (row + 1) * line; index++) {
      sums[index] = sums[index - channels]! + wide.values[index - channels]!;
    }
  }
  const taps = steps.map(({ x, y, weight }) => ({ x, y, weight: -weight }));
  return filterWidened({ ...wide, values: sums }, margin, taps, mirror);
}
