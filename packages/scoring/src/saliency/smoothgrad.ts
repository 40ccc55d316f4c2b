import { RandomState } from '@ventral/numerics';
import { meanGradient } from './mean-gradient.ts';
import type { SaliencyMethod } from './saliency-method.ts';

const noiseLevel = 0.15;

/**
 * SmoothGrad: the mean gradient over copies of the image with normal noise (50 unless others are asked for), of a standard deviation of
 * 0.15 times the range of the image's values. Noisy values are not cut off at 0 and 1.
 *
 * Reference: Smilkov et al. (2017), https://arxiv.org/abs/1706.03825
 */
export const smoothgrad: SaliencyMethod = {
  title: 'Mean gradient over noisy copies',
  async compute(task) {
    const { pixels, samples, seed } = task;
    const random = new RandomState(seed);
    const range = pixels.reduce((a, b) => Math.max(a, b)) - pixels.reduce((a, b) => Math.min(a, b));
    const noise = noiseLevel * range;
    const values = await meanGradient(task, (_, into) => {
      for (const [place, pixel] of pixels.entries()) {
        into[place] = pixel + noise * random.standardNormal();
      }
    });
    return { values, facts: { copies: samples, noise } };
  },
};
