// @ts-check
/** Representational similarity over ten parts of 3,200 stimuli. */
import { compareScore } from './compare-score.mjs';

/** @returns {Promise<string[][]>} rows of the table */
export function benchRdm() {
  return compareScore({
    what: 'rdm_cv, 3,200 stimuli, 1,000 features and 168 sites, below 15 s',
    script: 'rdm_scipy.py',
    library: 'scipy',
    files: 'rdm',
    metric: async () => (await import('../../plugins/metric-rdm/dist/index.js')).rdmCrossValidated,
  });
}
