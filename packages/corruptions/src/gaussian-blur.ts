import { defineCorruption } from './corruption.ts';
import { gaussianFilter } from './gaussian-filter.ts';
import { imageOf, rasterOf } from './raster.ts';

/** A Gaussian filter. A setting is its standard deviation in pixels. */
export const gaussianBlur = defineCorruption<number>({
  name: 'gaussian-blur',
  title: 'Gaussian blur',
  group: 'blur',
  extra: true,
  settings: { imagenet: [1, 2, 3, 4, 6], cifar: [0.4, 0.6, 0.7, 0.8, 1] },
  corrupt: (image, sigma) => imageOf(gaussianFilter(rasterOf(image), sigma)),
});
