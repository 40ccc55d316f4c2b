import { defineMetric } from '@ventral/core';
import { correlateFeatures } from '@ventral/numerics';
import * as v from 'valibot';

/** For each neuroid, Pearson's r with the feature that correlates best; the median over neuroids. */
export const __EXPORT__ = defineMetric({
  id: '__NAME__',
  title: 'Correlation with the best feature of each neuroid',
  citation: 'Li et al. (2015), Convergent learning. https://doi.org/10.48550/arXiv.1511.07543',
  better: 'higher',
  options: v.object({
    absolute: v.optional(v.pipe(v.boolean(), v.description('Takes -0.5 for as good as 0.5.')), false),
  }),
  async compare({ features, responses }, { absolute }, run) {
    const perNeuroid = responses.neuroidIds.map(() => Number.NEGATIVE_INFINITY);
    for await (const rs of correlateFeatures(features, responses, run.step('Reading', 'features'))) {
      for (const [neuroid, r] of rs.entries()) {
        const value = absolute ? Math.abs(r) : r;
        if (value > perNeuroid[neuroid]!) perNeuroid[neuroid] = value;
      }
    }
    return { perNeuroid };
  },
});
