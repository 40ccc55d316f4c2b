// @ts-check
/** Linear predictivity by PLS: 2,560 stimuli, 1,000 features, 168 sites, ten splits. */
import { compareScore } from './compare-score.mjs';

/** @returns {Promise<string[][]>} rows of the table */
export function benchPls() {
  return compareScore({
    what: 'PLS, 2,560 x 1,000 to 168 sites, 10 splits',
    script: 'pls_sklearn.py',
    library: 'scikit-learn',
    files: 'pls',
    metric: async () =>
      (await import('../../plugins/metric-linear-predictivity/dist/index.js')).pls,
  });
}
