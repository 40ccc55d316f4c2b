import type { PreprocessingPreset } from '@ventral/scoring';

// The compiler holds it to all presets there are; loading those would slow down every --help.
const presets: Readonly<Record<PreprocessingPreset, true>> = {
  torch: true,
  caffe: true,
  tf: true,
  inception: true,
};

/** Names and value of the flag. */
export const preprocessingFlag = '--preprocessing <name|file>';

/** What `--preprocessing` takes, for `--help`. */
export const preprocessingChoices = `${Object.keys(presets).join(', ')}, or a .json file`;
