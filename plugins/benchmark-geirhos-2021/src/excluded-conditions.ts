/**
 * The conditions that the authors leave out of their benchmark, as the tables of trials spell them:
 * images as they were photographed, and those of which people named fewer than one in five.
 *
 * Reference: bethgelab/model-vs-human, commit 79ed7cd1, where numbers are written as `0.6`, and
 * `true` as `True`.
 */
export const excludedConditions: Readonly<Record<string, readonly string[]>> = {
  colour: ['cr'],
  contrast: ['c100', 'c03', 'c01'],
  'high-pass': ['inf', '0.55', '0.45', '0.4'],
  'low-pass': ['0', '15', '40'],
  'phase-scrambling': ['0', '150', '180'],
  'power-equalisation': ['0'],
  'false-colour': ['true'],
  rotation: ['0'],
  eidolonI: ['1-10-10', '64-10-10', '128-10-10'],
  eidolonII: ['1-3-10', '32-3-10', '64-3-10', '128-3-10'],
  eidolonIII: ['1-0-10', '16-0-10', '32-0-10', '64-0-10', '128-0-10'],
  'uniform-noise': ['0.00', '0.60', '0.90'],
};
