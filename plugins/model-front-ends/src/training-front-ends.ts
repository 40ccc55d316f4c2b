import {
  type FrontEnd,
  type FrontEndOptions,
  frontEndSettings,
  type MakeFrontEnd,
  type TrainingFrontEnd,
} from '@ventral/network';
import { corticalSampling } from './cortical-sampling.ts';
import { retinalSampling } from './retinal-sampling.ts';

const centre = [[0, 0]] as const;

/**
 * {@link retinalSampling} to train behind, one of the fixations at a time; its setting is `densityRatio`.
 *
 * @throws VentralError `OPTION_INVALID` for a setting that there is not, or a ratio of at most 1
 */
export const retinalFrontEnd: MakeFrontEnd = ({ imageSize, settings }) =>
  ofPixels(imageSize, retinalSampling(frontEndSettings('retinal', settings, { densityRatio: 10 })));

/** The same with one fixation, the centre. */
export const retinalCentreFrontEnd: MakeFrontEnd = ({ imageSize, settings }) => {
  const asked = frontEndSettings('retinal-centre', settings, { densityRatio: 10 });
  return ofPixels(imageSize, retinalSampling({ ...asked, fixations: centre }));
};

/** {@link corticalSampling} to train behind, one crop of one fixation at a time; it has no settings. */
export const corticalFrontEnd: MakeFrontEnd = (options) => cortical('cortical', options, {});

/** The same with one fixation, the centre. */
export const corticalCentreFrontEnd: MakeFrontEnd = (options) =>
  cortical('cortical-centre', options, { fixations: centre });

function cortical(
  name: string,
  { imageSize, settings }: FrontEndOptions,
  options: Parameters<typeof corticalSampling>[0],
): TrainingFrontEnd {
  frontEndSettings(name, settings, {});
  return ofPixels(imageSize, corticalSampling(options));
}

function ofPixels(size: number, frontEnd: FrontEnd): TrainingFrontEnd {
  return { ...frontEnd, shape: [3, size, size] };
}
