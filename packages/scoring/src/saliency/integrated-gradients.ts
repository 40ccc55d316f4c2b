import { meanGradient } from './mean-gradient.ts';
import type { SaliencyMethod } from './saliency-method.ts';

/**
 * Integrated gradients: what each pixel adds on the straight way from black to the image, by the midpoint
 * rule with 50 steps unless others are asked for. All of it together is the response to the image less that to black, but for `gap`,
 * which more steps would close.
 *
 * Reference: Sundararajan, Taly & Yan (2017), https://arxiv.org/abs/1703.01365
 */
export const integratedGradients: SaliencyMethod = {
  title: 'Gradient times the value, along the way from black',
  async compute(task) {
    const { gradient, pixels, response, samples: steps } = task;
    const mean = await meanGradient(task, (step, into) => {
      const share = (step + 0.5) / steps;
      for (const [place, pixel] of pixels.entries()) into[place] = share * pixel;
    });
    const values = mean.map((slope, place) => slope * pixels[place]!);
    const black = await gradient.run(new Float32Array(pixels.length));
    const baseline = black.responses[0]!;
    const sum = values.reduce((total, value) => total + value, 0);
    return { values, facts: { steps, baseline, sum, gap: sum - (response - baseline) } };
  },
};
