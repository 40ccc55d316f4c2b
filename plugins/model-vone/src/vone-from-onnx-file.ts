import { basename } from 'node:path';
import { defineModel, type Model, type ModelFileOptions } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { networkModel, readPreprocessing } from '@ventral/network';
import { addVone } from './add-vone.ts';
import { imageSize, visualDegrees } from './build-vone.ts';
import { preprocessing as ownPreprocessing } from './vone-model.ts';

/**
 * Makes a model of an ONNX file on this machine that takes the cells of a VOneBlock: `cells x 56 x 56`, half of
 * them simple, which come first. Cells are those of seed 0, without noise. Images are taken as the VOneBlock takes
 * them, unless a preprocessing is said.
 *
 * Reference: https://doi.org/10.1101/2020.06.16.154542
 *
 * @throws VentralError `OPTION_INVALID` for an unknown preset, what is no preprocessing, or an image size other
 *   than 224
 * @throws VentralError `MODEL_INPUT_MISMATCH`, when opened, for a network that takes no cells: pixels, say
 */
export function voneFromOnnxFile(path: string, options: ModelFileOptions): Model {
  if (options.imageSize !== undefined && options.imageSize !== imageSize) {
    throw new VentralError(
      'OPTION_INVALID',
      `A VOneBlock takes images of ${imageSize} pixels, not ${options.imageSize}.`,
      { hint: 'Leave out --image-size.' },
    );
  }
  const model = networkModel({
    id: `vone+${basename(path).replace(/\.onnx$/i, '')}`,
    title: `${basename(path)} behind a VOneBlock`,
    citation: 'Dapello, Marques et al. (2020), VOneNet. doi:10.1101/2020.06.16.154542',
    network: () => addVone(path, 0),
    preprocessing: readPreprocessing(options.preprocessing) ?? ownPreprocessing,
    visualDegrees,
    regionLayers: { V1: 'vone/vone' },
  });
  return defineModel({
    ...model,
    async open(context) {
      const open = await model.open(context);
      return { ...open, files: [path], notes: [...(open.notes ?? []), note] };
    },
  });
}

const note =
  'Behind a VOneBlock without noise, whose cells are like those of the paper in kind and not one by one: a ' +
  'network has to be trained behind this very one.';
