import { basename } from 'node:path';
import type { Model, OpenModelFile } from '@ventral/core';
import { type FrontEnd, networkModel, readPreprocessing } from '@ventral/network';
import { corticalSampling } from './cortical-sampling.ts';
import { retinalSampling } from './retinal-sampling.ts';

const centre = [[0, 0]] as const;

/**
 * Makes a model of an ONNX file on this machine behind {@link retinalSampling}, five fixations averaged.
 *
 * @throws VentralError `OPTION_INVALID` for an unknown preset, or what is no preprocessing
 */
export const retinalFromOnnxFile: OpenModelFile = opener(
  'retinal+',
  'retinal sampling',
  retinalSampling(),
);

/** The same with one fixation, the centre; also for networks without classes. */
export const retinalCentreFromOnnxFile: OpenModelFile = opener(
  'retinal-centre+',
  'retinal sampling, looking at the centre',
  retinalSampling({ fixations: centre }),
);

/**
 * Makes a model of an ONNX file on this machine behind {@link corticalSampling}, five fixations averaged.
 *
 * @throws VentralError `OPTION_INVALID` for an unknown preset, or what is no preprocessing
 */
export const corticalFromOnnxFile: OpenModelFile = opener(
  'cortical+',
  'cortical sampling',
  corticalSampling(),
);

/** The same with one fixation, the centre. */
export const corticalCentreFromOnnxFile: OpenModelFile = opener(
  'cortical-centre+',
  'cortical sampling, looking at the centre',
  corticalSampling({ fixations: centre }),
);

function opener(prefix: string, called: string, frontEnd: FrontEnd): OpenModelFile {
  return (path, { preprocessing, imageSize }): Model =>
    networkModel({
      id: `${prefix}${basename(path).replace(/\.onnx$/i, '')}`,
      title: `${basename(path)} behind ${called}`,
      citation:
        'Vuyyuru, M. R., Banburski, A., Pant, N. & Poggio, T. (2020). Biologically inspired mechanisms for ' +
        'adversarial robustness. NeurIPS. arXiv:2006.16427',
      network: path,
      preprocessing: readPreprocessing(preprocessing),
      imageSize,
      frontEnd,
    });
}
