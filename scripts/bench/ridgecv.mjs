// @ts-check
/** Ridge regression with a chosen penalty: 2,304 stimuli, 1,000 features, 168 sites, ten splits. */
import { compareScore } from './compare-score.mjs';

/** @returns {Promise<string[][]>} rows of the table */
export function benchRidgeCv() {
  return compareScore({
    what: 'ridgecv, 2,304 x 1,000 to 168 sites, 10 splits',
    script: 'ridgecv_sklearn.py',
    library: 'scikit-learn',
    files: 'ridgecv',
    metric: async () =>
      (await import('../../plugins/metric-linear-predictivity/dist/index.js')).ridgecv,
  });
}
