import { defineCorruption } from './corruption.ts';
import { greyLevel, unitLevels } from './grey-level.ts';
import { plasmaFractal } from './plasma-fractal.ts';

interface FogSetting {
  /** How bright its densest place is; white is 1. */
  readonly density: number;
  /** How smooth it is; see `plasmaFractal`. */
  readonly decay: number;
}

/** Fog: a cloud is added to the image, which is then darkened until nothing exceeds what was brightest. */
export const fog = defineCorruption<FogSetting>({
  name: 'fog',
  title: 'Fog',
  group: 'weather',
  settings: {
    imagenet: [cloud(1.5, 2), cloud(2, 2), cloud(2.5, 1.7), cloud(2.5, 1.5), cloud(3, 1.4)],
    cifar: [cloud(0.2, 3), cloud(0.5, 3), cloud(0.75, 2.5), cloud(1, 2), cloud(1.5, 1.75)],
  },
  corrupt({ width, height, data: levels }, { density, decay }, { random }) {
    const side = 2 ** Math.ceil(Math.log2(Math.max(2, width, height)));
    const clouds = plasmaFractal(side, decay, random);
    const brightest = brightestOf(levels) / 255;
    const data = new Uint8Array(levels.length);
    const line = width * 3;
    for (let row = 0; row < height; row++) {
      fogRow(
        levels.subarray(row * line, (row + 1) * line),
        clouds.subarray(row * side, row * side + width),
        density,
        brightest,
        data.subarray(row * line),
      );
    }
    return { width, height, data };
  },
});

function cloud(density: number, decay: number): FogSetting {
  return { density, decay };
}

function brightestOf(levels: Uint8Array): number {
  let most = 0;
  for (let index = 0; index < levels.length; index++) most = Math.max(most, levels[index]!);
  return most;
}

/** @param clouds of a row, from 0 to 1 */
function fogRow(
  levels: Uint8Array,
  clouds: Float64Array,
  density: number,
  brightest: number,
  data: Uint8Array,
): void {
  const most = brightest + density;
  for (let pixel = 0; pixel < clouds.length; pixel++) {
    const fogged = density * clouds[pixel]!;
    const at = 3 * pixel;
    // One by one: an engine takes half as long for it as for a loop over three.
    data[at] = greyLevel((((unitLevels[levels[at]!]! + fogged) * brightest) / most) * 255);
    data[at + 1] = greyLevel((((unitLevels[levels[at + 1]!]! + fogged) * brightest) / most) * 255);
    data[at + 2] = greyLevel((((unitLevels[levels[at + 2]!]! + fogged) * brightest) / most) * 255);
  }
}
