import { resizeImage } from '@ventral/images';
import { defineCorruption } from './corruption.ts';

/** Enlarged from few pixels: made smaller and large again, by means over areas. A setting is the smaller side's share. */
export const pixelate = defineCorruption<number>({
  name: 'pixelate',
  title: 'Pixelate',
  group: 'digital',
  settings: { imagenet: [0.6, 0.5, 0.4, 0.3, 0.25], cifar: [0.95, 0.9, 0.85, 0.75, 0.65] },
  corrupt(image, share) {
    const smaller = (side: number) => Math.max(1, Math.trunc(side * share));
    const small = { width: smaller(image.width), height: smaller(image.height) };
    return resizeImage(resizeImage(image, small, 'box'), image, 'box');
  },
});
