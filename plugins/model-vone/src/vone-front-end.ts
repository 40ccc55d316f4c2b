import { VentralError } from '@ventral/errors';
import {
  type FrontEndOptions,
  frontEndSettings,
  type MakeFrontEnd,
  noiseInput,
  type TrainingFrontEnd,
} from '@ventral/network';
import type { GrowingGraph } from '@ventral/onnx';
import { addSpikes, paperNoise, requireSpikes, type SpikeNoise } from './add-spikes.ts';
import { growVone, paperGeometry, type VoneGeometry } from './build-vone.ts';
import { preprocessing } from './vone-model.ts';

const inFront = (name: string) => (name === noiseInput ? name : `front/${name}`);

/**
 * A VOneBlock to train networks behind. Settings:
 *
 * - `channels`: simple and complex cells at a place, as many of each; 128, and 512 for images above 64 pixels
 * - `visualDegrees`: width of the field of view; 2, and 8 for images above 64 pixels
 * - `stride`: pixels from one place to the next; 2, and 4 for images above 64 pixels
 * - `seed`: of the cells; 0
 *
 * What follows from these: windows are as wide as 25 pixels are of 224 over 8 degrees, to the nearest odd number of
 * pixels (15 for 32 pixels over 2 degrees), and peak spatial frequencies go up to 0.4 cycles a pixel as there. That
 * small images are 2 degrees wide is as VOneNets for such images have it, from memory; numbers of channels and the
 * stride for them are ours.
 *
 * Reference: https://doi.org/10.1101/2020.06.16.154542
 *
 * @throws VentralError `OPTION_INVALID` for settings that there are not, or that fit no image of this size
 */
export const voneFrontEnd: MakeFrontEnd = (options) => makeFrontEnd(options);

/**
 * The same with noise in learning and in use; `spikes` and `baseline` of it are settings as well: 8.75 spikes for a
 * response of 1, and 0.07 without.
 *
 * @throws VentralError `OPTION_INVALID` as {@link voneFrontEnd}, and for numbers of spikes that are not above 0
 */
export const noisyVoneFrontEnd: MakeFrontEnd = ({ imageSize, settings }) => {
  const { spikes, baseline, ...others } = settings;
  const noise = {
    spikes: spikes ?? paperNoise.spikes,
    baseline: baseline ?? paperNoise.baseline,
  };
  requireSpikes(noise);
  return makeFrontEnd({ imageSize, settings: others }, noise);
};

function makeFrontEnd(
  { imageSize, settings }: FrontEndOptions,
  noise?: SpikeNoise,
): TrainingFrontEnd {
  const name = noise === undefined ? 'vone' : 'vone-noisy';
  const usual =
    imageSize <= 64
      ? { channels: 128, visualDegrees: 2, stride: 2, seed: 0 }
      : { channels: 512, visualDegrees: 8, stride: 4, seed: 0 };
  const asked = frontEndSettings(name, settings, usual);
  requirePossible(asked, imageSize);
  const { channels, visualDegrees, stride, seed } = asked;
  const geometry = geometryOf(imageSize / visualDegrees, stride);
  const places = imageSize / stride;
  const shape = [channels, places, places] as const;
  return {
    settings: { frontEnd: name, version: 1, ...asked, kernel: geometry.kernel, ...noise },
    notes: [`Behind a VOneBlock${noise ? ' with noise' : ''}, ${visualDegrees} degrees wide.`],
    shape,
    preprocessing,
    visualDegrees,
    regionLayers: { V1: noise === undefined ? 'front/vone' : 'front/noisy' },
    ...(noise && { noise: shape }),
    write(graph, images) {
      const { graph: cells } = growVone(seed, channels / 2, geometry);
      const seen = noise === undefined ? 'vone' : addSpikes(cells, 'vone', noiseInput, noise);
      copyInto(graph, cells, images);
      return [inFront(seen)];
    },
  };
}

function copyInto(graph: GrowingGraph, cells: GrowingGraph, images: string): void {
  for (const { name, shape, values } of cells.initializers) {
    graph.constant(inFront(name), shape, values);
  }
  for (const node of cells.nodes) {
    graph.add({
      ...node,
      inputs: node.inputs.map((input) => (input === 'image' ? images : inFront(input))),
      outputs: node.outputs.map(inFront),
    });
  }
}

/** Windows as wide in degrees, and frequencies as high in cycles a pixel, as those of the paper. */
function geometryOf(pixelsPerDegree: number, stride: number): VoneGeometry {
  const scale = pixelsPerDegree / paperGeometry.pixelsPerDegree;
  const half = Math.max(1, Math.round((scale * paperGeometry.kernel - 1) / 2));
  const highestFrequency = scale * paperGeometry.highestFrequency;
  return { pixelsPerDegree, stride, kernel: 2 * half + 1, highestFrequency };
}

function requirePossible(
  settings: Readonly<Record<'channels' | 'visualDegrees' | 'stride' | 'seed', number>>,
  imageSize: number,
): void {
  const { channels, visualDegrees, stride, seed } = settings;
  const isWhole = [channels / 2, stride, imageSize / stride].every(
    (value) => Number.isInteger(value) && value >= 1,
  );
  const isSeed = Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32;
  // Below 3 pixels a degree, no frequency is left that cells prefer.
  if (isWhole && isSeed && visualDegrees > 0 && imageSize / visualDegrees >= 3) return;
  const stated = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  throw new VentralError(
    'OPTION_INVALID',
    `There is no VOneBlock of ${stated.join(', ')} for images of ${imageSize} pixels.`,
    {
      hint:
        'Give an even number of channels, a stride that divides the size of the image, a field of view of at ' +
        'most a degree for 3 pixels, and a seed from 0 to 2^32 - 1.',
    },
  );
}
