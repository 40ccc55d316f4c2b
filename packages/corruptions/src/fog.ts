import { defineCorruption } from './corruption.ts';
import { greyLevel } from './grey-level.ts';
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
    const brightest = levels.reduce((most, level) => Math.max(most, level), 0) / 255;
    const data = new Uint8ClampedArray(levels.length);
    let index = 0;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const fogged = density * clouds[row * side + column]!;
        for (let channel = 0; channel < 3; channel++) {
          const value = ((levels[index]! / 255 + fogged) * brightest) / (brightest + density);
          data[index++] = greyLevel(value * 255);
        }
      }
    }
    return { width, height, data: new Uint8Array(data.buffer) };
  },
});

function cloud(density: number, decay: number): FogSetting {
  return { density, decay };
}
