import type { RgbImage } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { interpolateInferno } from 'd3-scale-chromatic';
import { checkRgbImage } from './image-size.ts';

/** Pictures are enlarged, by a whole factor, until each panel is so many pixels high. */
const fewestPixels = 224;
const gap = 8;
const barWidth = 16;
const white = 255;

/**
 * Draws a map of an image: side by side the image, the map in colours, the map over the image in grey, and
 * the scale of the colours, which runs from 0 (black, below) to `most` (pale yellow, above). What is more
 * is drawn as `most`. The colours are inferno, which get lighter all the way and are told apart with
 * any common colour blindness. Small images are enlarged by a whole factor.
 *
 * @param values one a pixel, `height x width`, from 0 on
 * @param most a value above 0, or 0 where all are: then all is black
 * @throws VentralError `SHAPE_MISMATCH` where there are not as many values as pixels
 */
export function heatPicture(image: RgbImage, values: ArrayLike<number>, most: number): RgbImage {
  checkRgbImage(image);
  const { width, height, data } = image;
  if (values.length !== width * height) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `A map of ${values.length} values is not one of ${width} x ${height} pixels.`,
    );
  }
  const scale = Math.max(1, Math.ceil(fewestPixels / height));
  const [panelWidth, panelHeight] = [width * scale, height * scale];
  const fullWidth = 3 * (panelWidth + gap) + barWidth;
  const picture = new Uint8Array(fullWidth * panelHeight * 3).fill(white);
  const paint = (x: number, y: number, color: ArrayLike<number>, from = 0) => {
    const to = (y * fullWidth + x) * 3;
    for (let channel = 0; channel < 3; channel++) {
      picture[to + channel] = Math.round(color[from + channel]!);
    }
  };
  for (let y = 0; y < panelHeight; y++) {
    for (let x = 0; x < panelWidth; x++) {
      const pixel = Math.floor(y / scale) * width + Math.floor(x / scale);
      const level = most > 0 ? Math.min(1, values[pixel]! / most) : 0;
      const color = colors[Math.round(level * 255)]!;
      const grey =
        0.299 * data[pixel * 3]! + 0.587 * data[pixel * 3 + 1]! + 0.114 * data[pixel * 3 + 2]!;
      paint(x, y, data, pixel * 3);
      paint(panelWidth + gap + x, y, color);
      // The stronger, the less of the image is seen: where nothing matters, it is seen as it is.
      const over = color.map((one) => level * one + (1 - level) * grey);
      paint(2 * (panelWidth + gap) + x, y, over);
    }
    const fromBelow = 1 - y / (panelHeight - 1);
    for (let x = fullWidth - barWidth; x < fullWidth; x++) {
      paint(x, y, colors[Math.round(fromBelow * 255)]!);
    }
  }
  return { width: fullWidth, height: panelHeight, data: picture };
}

/** Inferno in 256 steps, as red, green and blue. */
const colors: readonly (readonly number[])[] = Array.from({ length: 256 }, (_, step) => {
  const code = Number.parseInt(interpolateInferno(step / 255).slice(1), 16);
  return [code >> 16, (code >> 8) & 255, code & 255];
});
