import { addClippedZoom } from './clipped-zoom.ts';
import { defineCorruption } from './corruption.ts';
import { imageOf, rasterOf } from './raster.ts';

/** A camera that comes nearer: the mean of the image and its enlargements. A setting is these. */
export const zoomBlur = defineCorruption<readonly number[]>({
  name: 'zoom-blur',
  title: 'Zoom blur',
  group: 'blur',
  // How many there are is decided by NumPy's arange, whose end is or is not among them by rounding.
  settings: {
    imagenet: [zooms(12, 0.01), zooms(16, 0.01), zooms(11, 0.02), zooms(13, 0.02), zooms(11, 0.03)],
    cifar: [zooms(7, 0.01), zooms(12, 0.01), zooms(16, 0.01), zooms(21, 0.01), zooms(26, 0.01)],
  },
  corrupt(image, factors) {
    const raster = rasterOf(image);
    const sums = raster.values.slice();
    for (const factor of factors) addClippedZoom(raster, factor, sums);
    for (let index = 0; index < sums.length; index++) sums[index]! /= factors.length + 1;
    return imageOf({ ...raster, values: sums });
  },
});

/** NumPy's arange: its step is the rounded difference between the first two. */
function zooms(count: number, step: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => 1 + index * (1 + step - 1));
}
