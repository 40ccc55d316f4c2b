import { VentralError } from '@ventral/errors';
import type { FrontEnd } from '@ventral/network';
import { aroundCentre, type Fixation, requireFixations } from './fixations.ts';

/** How a cortex looks at images. */
export interface CorticalOptions {
  /**
   * Widths of the square crops, in widths of the image: above 0, at most 1.
   * @default 1/8, 1/4, 1/2 and 3/4; 15/32 and 30/32 for images of up to 64 pixels
   */
  readonly crops?: readonly number[];
  /**
   * Where the gaze rests; scores of classes are averaged over fixations and crops.
   * @default the centre, and an eighth of the width off it to both sides, upwards and downwards, 1/32 for images
   *   of up to 64 pixels: five
   */
  readonly fixations?: readonly Fixation[];
}

const smallWidth = 64;
const paperOf = (width: number) =>
  width <= smallWidth
    ? { crops: [15 / 32, 30 / 32], distance: 1 / 32 }
    : { crops: [1 / 8, 1 / 4, 1 / 2, 3 / 4], distance: 1 / 8 };

/**
 * Looks at images through crops of several sizes around the fixation, all of as many samples: the larger a crop,
 * the coarser. Each is shown to the network enlarged to its input.
 *
 * Method: a crop is low-passed by a Gaussian with a standard deviation of half the distance between samples,
 * sampled as often as the smallest crop has pixels, and enlarged bilinearly. Weights are of pixels of the crop
 * alone, and sum to 1. A crop that would reach beyond the image is moved into it.
 * Reference: Vuyyuru et al. (2020), https://doi.org/10.48550/arXiv.2006.16427; there each scale has a network of
 * its own, trained on it, and nothing is enlarged
 *
 * @throws VentralError `OPTION_INVALID` for no crop or one larger than the image, and for no fixation or one
 *   beside the image
 */
export function corticalSampling({ crops, fixations }: CorticalOptions = {}): FrontEnd {
  if (fixations !== undefined) requireFixations(fixations);
  if (crops !== undefined && !(crops.length > 0 && crops.every((crop) => crop > 0 && crop <= 1))) {
    throw new VentralError('OPTION_INVALID', `There are no crops of ${JSON.stringify(crops)}.`, {
      hint: 'Give widths in widths of the image, above 0 and at most 1: [0.25, 0.5, 1].',
    });
  }
  return {
    settings: { frontEnd: 'cortical', version: 1, crops, fixations },
    notes: [
      'Seen through crops of several scales around each fixation, averaged, as of the cortex; ' +
        'a network that was not trained on them is out of its element.',
    ],
    write(graph, images, { width, height }) {
      const paper = paperOf(width);
      const looks = fixations ?? aroundCentre(paper.distance);
      const sizes = crops ?? paper.crops;
      const side = Math.min(width, height);
      const pixels = sizes.map((crop) => Math.max(1, Math.round(crop * side)));
      const grid = Math.min(...pixels);
      return looks.flatMap(([x, y], look) =>
        pixels.map((crop, scale) => {
          const name = `front/look ${look + 1} scale ${scale + 1}`;
          const down = graph.constant(
            `${name}/rows`,
            [height, height],
            samplingMatrix(height, { crop, grid, gaze: y, to: height }),
          );
          const across = graph.constant(
            `${name}/columns`,
            [width, width],
            transposed(samplingMatrix(width, { crop, grid, gaze: x, to: width }), width),
          );
          const rows = graph.node('MatMul', [down, images], `${name}/by rows`);
          return graph.node('MatMul', [rows, across], name);
        }),
      );
    },
  };
}

interface Sampling {
  /** Pixels of the crop, and how many samples are taken of them. */
  readonly crop: number;
  readonly grid: number;
  /** Of the centre of the crop, in sizes of the image off its centre. */
  readonly gaze: number;
  /** Pixels that it is enlarged to. */
  readonly to: number;
}

/** Along one axis: how much each pixel of the image (columns) is in each that the network sees (rows). */
export function samplingMatrix(size: number, { crop, grid, gaze, to }: Sampling): Float32Array {
  const from = Math.round((size - crop) / 2 + gaze * size);
  const start = Math.max(0, Math.min(size - crop, from));
  const stride = crop / grid;
  const rows = Array.from({ length: grid }, (_, sample) => {
    const centre = (sample + 0.5) * stride - 0.5;
    const weights = Array.from({ length: crop }, (_pixel, at) => gaussian(at - centre, stride / 2));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
  const matrix = new Float32Array(to * size);
  for (let pixel = 0; pixel < to; pixel++) {
    const place = Math.max(0, Math.min(grid - 1, ((pixel + 0.5) * grid) / to - 0.5));
    const before = Math.floor(place);
    const after = Math.min(grid - 1, before + 1);
    for (let at = 0; at < crop; at++) {
      const value =
        rows[before]![at]! * (before + 1 - place) + rows[after]![at]! * (place - before);
      matrix[pixel * size + start + at] = value;
    }
  }
  return matrix;
}

// As far as the paper's filters reach, in standard deviations.
const reach = 4;

function gaussian(distance: number, deviation: number): number {
  const steps = Math.abs(distance) / deviation;
  return steps > reach ? 0 : Math.exp(-(steps ** 2) / 2);
}

function transposed(matrix: Float32Array, size: number): Float32Array {
  return matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)]!);
}
