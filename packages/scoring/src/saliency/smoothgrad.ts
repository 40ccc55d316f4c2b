import { RandomState } from '@ventral/numerics';
import { meanGradient } from './mean-gradient.ts';
import type { SaliencyMethod } from './saliency-method.ts';

const copies = 50;
const noiseLevel = 0.15;

/**
 * SmoothGrad: the mean gradient over 50 copies of the image with normal noise, of a standard deviation of
 * 0.15 times the range of the image's values. Noisy values are not cut off at 0 and 1.
 *
 * Reference: Smilkov et al. (2017), https://arxiv.org/abs/1706.03825
 */
export const smoothgrad: SaliencyMethod = {
  title: `Mean gradient over ${copies} noisy copies`,
  async compute(task) {
    const { pixels, seed } = task;
    const random = new RandomState(seed);
    const range = pixels.reduce((a, b) => Math.max(a, b)) - pixels.reduce((a, b) => Math.min(a, b));
    const noise = noiseLevel * range;
    const values = await meanGradient(task, copies, (_, into) => {
      for (const [place, pixel] of pixels.entries()) {
        into[place] = pixel + noise * random.standardNormal();
      }
    });
    return { values, facts: { copies, noise } };
  },
};
