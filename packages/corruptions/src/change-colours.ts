import type { RgbImage } from '@ventral/arrays';
import { greyLevel } from './grey-level.ts';

/**
 * Changes saturation and value of every pixel, in the hexcone model, and keeps its hue.
 *
 * Reference: Smith (1978), "Color gamut transform pairs". https://doi.org/10.1145/965139.807361
 *
 * @param change of saturation and value, both from 0 to 1
 */
export function changeColours(
  { width, height, data: levels }: RgbImage,
  change: {
    readonly saturation?: (saturation: number) => number;
    readonly value?: (value: number) => number;
  },
): RgbImage {
  const { saturation: newSaturation = same, value: newValue = same } = change;
  const data = new Uint8Array(levels.length);
  for (let at = 0; at < data.length; at += 3) {
    const red = levels[at]! / 255;
    const green = levels[at + 1]! / 255;
    const blue = levels[at + 2]! / 255;
    const most = Math.max(red, green, blue);
    const range = most - Math.min(red, green, blue);
    const saturation = newSaturation(range === 0 ? 0 : range / most);
    const value = newValue(most);
    const hue = range === 0 ? 0 : sixthsOfHue(red, green, blue, most, range);
    const sector = Math.floor(hue);
    const within = hue - sector;
    const low = value * (1 - saturation);
    const falling = value * (1 - within * saturation);
    const rising = value * (1 - (1 - within) * saturation);
    const even = sector % 2 === 0;
    // Which channel is highest, in which order from it the others follow.
    const lead = ((sector + 1) >> 1) % 3;
    const next = even ? (lead + 1) % 3 : (lead + 2) % 3;
    data[at + lead] = greyLevel(value * 255);
    data[at + next] = greyLevel((even ? rising : falling) * 255);
    data[at + 3 - lead - next] = greyLevel(low * 255);
  }
  return { width, height, data };
}

function same(value: number): number {
  return value;
}

/** From 0, red, by 2, green, and 4, blue, to below 6. */
function sixthsOfHue(
  red: number,
  green: number,
  blue: number,
  most: number,
  range: number,
): number {
  if (blue === most) return 4 + (red - green) / range;
  if (green === most) return 2 + (blue - red) / range;
  const hue = (green - blue) / range;
  return hue < 0 ? hue + 6 : hue;
}
