import { basename } from 'node:path';
import { defineModel, type Model, type ModelFileOptions } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { networkModel, readPreprocessing } from '@ventral/network';
import { paperNoise, requireSpikes, type SpikeNoise } from './add-spikes.ts';
import { addVone, noiseInput } from './add-vone.ts';
import { imageSize, visualDegrees } from './build-vone.ts';
import { preprocessing as ownPreprocessing } from './vone-model.ts';

/** How a network behind a VOneBlock is used. */
export interface VoneFileOptions extends ModelFileOptions {
  /**
   * Variability of the cells' responses: another in each draw, drawn by the seed (a whole number from 0) and the
   * image. Attacks average gradients over so many draws, 8 where left out.
   * @default none: the same image always gives the same responses
   */
  readonly noise?: Partial<SpikeNoise> & { readonly seed: number; readonly draws?: number };
}

/**
 * Makes a model of an ONNX file on this machine that takes the cells of a VOneBlock: `cells x 56 x 56`, half of
 * them simple, which come first. Cells are those of seed 0, without noise unless one is given. Images are taken as
 * the VOneBlock takes them, unless a preprocessing is said.
 *
 * Reference: https://doi.org/10.1101/2020.06.16.154542
 *
 * @throws VentralError `OPTION_INVALID` for an unknown preset, what is no preprocessing, or an image size other
 *   than 224; and for noise of no spikes
 * @throws VentralError `MODEL_INPUT_MISMATCH`, when opened, for a network that takes no cells: pixels, say
 */
export function voneFromOnnxFile(path: string, options: VoneFileOptions): Model {
  if (options.imageSize !== undefined && options.imageSize !== imageSize) {
    throw new VentralError(
      'OPTION_INVALID',
      `A VOneBlock takes images of ${imageSize} pixels, not ${options.imageSize}.`,
      { hint: 'Leave out --image-size.' },
    );
  }
  const { seed, draws, ...given } = options.noise ?? { seed: 0 };
  const spikes = options.noise && { ...paperNoise, ...given };
  if (spikes !== undefined) requireSpikes(spikes);
  const model = networkModel({
    id: `vone${spikes ? '-noisy' : ''}+${basename(path).replace(/\.onnx$/i, '')}`,
    title: `${basename(path)} behind a VOneBlock${spikes ? ' with noise' : ''}`,
    citation: 'Dapello, Marques et al. (2020), VOneNet. doi:10.1101/2020.06.16.154542',
    network: () => addVone(path, 0, spikes),
    preprocessing: readPreprocessing(options.preprocessing) ?? ownPreprocessing,
    visualDegrees,
    regionLayers: { V1: spikes ? 'vone/noisy' : 'vone/vone' },
    noise: spikes && { input: noiseInput, seed, draws },
  });
  return defineModel({
    ...model,
    async open(context) {
      const open = await model.open(context);
      return { ...open, files: [path], notes: [...(open.notes ?? []), noteOf(spikes)] };
    },
  });
}

/** The same with the noise of the paper, of seed 0. */
export function noisyVoneFromOnnxFile(path: string, options: ModelFileOptions): Model {
  return voneFromOnnxFile(path, { ...options, noise: { seed: 0 } });
}

function noteOf(noise: SpikeNoise | undefined): string {
  const how = noise
    ? `with noise (variance = mean, ${noise.spikes} spikes a response of 1 and ${noise.baseline} without)`
    : 'without noise';
  return (
    `Behind a VOneBlock ${how}, whose cells are like those of the paper in kind and not one by one: a ` +
    'network has to be trained behind this very one.'
  );
}
