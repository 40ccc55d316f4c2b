import type { RgbImage } from '@ventral/arrays';
import { mirror } from './beyond-edge.ts';
import { cannyEdges } from './canny-edges.ts';
import { defineCorruption } from './corruption.ts';
import { edgeDistances } from './edge-distances.ts';
import { equalizedHistogram } from './equalized-histogram.ts';
import { filterRaster, type Tap } from './filter-raster.ts';
import { gaussianFilter } from './gaussian-filter.ts';
import { greyLevel } from './grey-level.ts';
import { normalNumbers } from './random-numbers.ts';
import type { Raster } from './raster.ts';

interface SpatterSetting {
  /** Mean and standard deviation of the numbers that drops are made of, and that in pixels of the filter over them. */
  readonly mean: number;
  readonly deviation: number;
  readonly sigma: number;
  /** Numbers below it are no drops. */
  readonly threshold: number;
  /** Of water: how bright it is, from 0 to 1. Of mud: the standard deviation in pixels with which its edge is smoothed. */
  readonly strength: number;
  readonly liquid: 'water' | 'mud';
}

const paleTurquoise = [175, 238, 238] as const;
const brown = [63, 42, 20] as const;

/** Drops on the lens: of water, which shine, at low severities, and of mud, which covers, at high ones. */
export const spatter = defineCorruption<SpatterSetting>({
  name: 'spatter',
  title: 'Spatter',
  group: 'weather',
  extra: true,
  settings: {
    imagenet: [
      drops(0.65, 0.3, 4, 0.69, 0.6, 'water'),
      drops(0.65, 0.3, 3, 0.68, 0.6, 'water'),
      drops(0.65, 0.3, 2, 0.68, 0.5, 'water'),
      drops(0.65, 0.3, 1, 0.65, 1.5, 'mud'),
      drops(0.67, 0.4, 1, 0.65, 1.5, 'mud'),
    ],
    cifar: [
      drops(0.62, 0.1, 0.7, 0.7, 0.5, 'water'),
      drops(0.65, 0.1, 0.8, 0.7, 0.5, 'water'),
      drops(0.65, 0.3, 1, 0.69, 0.5, 'water'),
      drops(0.65, 0.1, 0.7, 0.69, 0.6, 'mud'),
      drops(0.65, 0.1, 0.5, 0.68, 0.6, 'mud'),
    ],
  },
  corrupt(image, setting, { random }) {
    const { width, height } = image;
    const { mean, deviation, sigma, threshold, strength } = setting;
    const values = normalNumbers(random, width * height);
    for (let pixel = 0; pixel < values.length; pixel++) {
      values[pixel] = mean + deviation * values[pixel]!;
    }
    const liquid = gaussianFilter({ width, height, channels: 1, values }, sigma);
    if (setting.liquid === 'mud') return cover(image, mudOf(liquid, threshold, strength));
    return shine(image, waterOf(liquid, threshold, strength));
  },
});

function drops(
  mean: number,
  deviation: number,
  sigma: number,
  threshold: number,
  strength: number,
  liquid: SpatterSetting['liquid'],
): SpatterSetting {
  return { mean, deviation, sigma, threshold, strength, liquid };
}

/** How much mud there is, 0 to 1: none where it would be thin. */
function mudOf(liquid: Raster, threshold: number, sigma: number): Float64Array {
  const values = new Float64Array(liquid.values.length);
  for (let pixel = 0; pixel < values.length; pixel++) {
    values[pixel] = liquid.values[pixel]! > threshold ? 1 : 0;
  }
  const { values: mud } = gaussianFilter({ ...liquid, values }, sigma);
  for (let pixel = 0; pixel < mud.length; pixel++) {
    if (mud[pixel]! < 0.8) mud[pixel] = 0;
  }
  return mud;
}

function cover({ width, height, data: levels }: RgbImage, mud: Float64Array): RgbImage {
  const data = new Uint8Array(levels.length);
  const [red, green, blue] = brown;
  for (let pixel = 0, at = 0; pixel < mud.length; pixel++, at += 3) {
    const covered = mud[pixel]!;
    const seen = 1 - covered;
    data[at] = greyLevel(levels[at]! * seen + red * covered);
    data[at + 1] = greyLevel(levels[at + 1]! * seen + green * covered);
    data[at + 2] = greyLevel(levels[at + 2]! * seen + blue * covered);
  }
  return { width, height, data };
}

/** How much water shines, 0 to `brightest`: by how thick it is and how far from its edge, lit from one corner. */
function waterOf(liquid: Raster, threshold: number, brightest: number): Float64Array {
  const { width, height } = liquid;
  const thickness = Uint8Array.from(liquid.values, (value) =>
    value < threshold ? 0 : greyLevel(value * 255),
  );
  const distances = edgeDistances(cannyEdges(thickness, width, height, 50, 150), width, height);
  const layer = (values: Float64Array): Raster => ({ width, height, channels: 1, values });
  const near = filterRaster(
    layer(distances.map((distance) => Math.min(distance, 20))),
    box,
    mirror,
  );
  const spread = equalizedHistogram(Uint8Array.from(near.values, (value) => value + 1e-6));
  const lit = filterRaster(layer(Float64Array.from(spread)), emboss, mirror).values.map((value) =>
    Math.min(Math.max(value, 0), 255),
  );
  const soft = filterRaster(layer(lit), box, mirror).values.map(Math.round);
  const light = soft.map((value, pixel) => value * thickness[pixel]!);
  const most = light.reduce((highest, value) => Math.max(highest, value), 0);
  return most === 0 ? light : light.map((value) => (value / most) * brightest);
}

function shine({ width, height, data: levels }: RgbImage, water: Float64Array): RgbImage {
  const data = new Uint8Array(levels.length);
  for (let index = 0, pixel = 0; pixel < water.length; pixel++) {
    for (let channel = 0; channel < 3; channel++, index++) {
      data[index] = greyLevel(levels[index]! + water[pixel]! * paleTurquoise[channel]!);
    }
  }
  return { width, height, data };
}

const box = taps([1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9]);
const emboss = taps([-2, -1, 0, -1, 1, 1, 0, 1, 2]);

/** A filter of 3 x 3 pixels. */
function taps(weights: readonly number[]): readonly Tap[] {
  return weights.map((weight, index) => ({
    x: (index % 3) - 1,
    y: Math.floor(index / 3) - 1,
    weight,
  }));
}
