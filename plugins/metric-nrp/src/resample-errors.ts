import type { Resampling } from '@ventral/core';
import { createMatrix, type Matrix, mean, multiply, yieldToEvents } from '@ventral/numerics';

/** Errors in one split. */
export interface SplitErrors {
  /** The images that were predicted: rows of the responses. */
  readonly images: readonly number[];
  /** Absolute errors in the units of the score, `images x sites`; NaN throughout for a site without. */
  readonly errors: Matrix;
}

/**
 * Draws images and sites of a mean error again, without training again: the errors on a test image count as
 * often as it was drawn.
 */
export function errorResampling(
  splits: readonly SplitErrors[],
  stimulusIds: readonly string[],
  neuroidIds: readonly string[],
): Resampling {
  return {
    units: { stimuli: { ids: stimulusIds }, neuroids: { ids: neuroidIds } },
    async replicate(plan, { signal }) {
      const [images, sites] = [plan.counts('stimuli'), plan.counts('neuroids')];
      const [replicates] = images.shape;
      const means = { stimuli: [], neuroids: [], all: [] } as Record<string, Float64Array[]>;
      for (const split of splits) {
        await yieldToEvents(signal, 'drawing images and sites again');
        const weights = weightsOf(images, split.images);
        const once = createMatrix(
          [1, split.images.length],
          new Float64Array(split.images.length).fill(1),
        );
        const drawn = await averageErrors(split, weights);
        const own = await averageErrors(split, once);
        const average = (errors: Matrix, counts?: Matrix<Uint8Array>) =>
          Float64Array.from({ length: replicates }, (_, replicate) =>
            averageSites(errors, errors.shape[0] === 1 ? 0 : replicate, counts, replicate),
          );
        means.stimuli!.push(average(drawn));
        means.neuroids!.push(average(own, sites));
        means.all!.push(average(drawn, sites));
      }
      return Object.fromEntries(
        Object.entries(means).map(([axis, all]) => [axis, averageDefined(all, replicates)]),
      );
    },
  };
}

function weightsOf(
  { shape: [replicates, size], values }: Matrix<Uint8Array>,
  images: readonly number[],
): Matrix {
  const weights = createMatrix([replicates, images.length]);
  for (let replicate = 0, cell = 0; replicate < replicates; replicate++) {
    for (const image of images) weights.values[cell++] = values[replicate * size + image] as number;
  }
  return weights;
}

/** The mean error of each site under each row of weights; NaN where no image counts. */
async function averageErrors({ errors }: SplitErrors, weights: Matrix): Promise<Matrix> {
  const [rows, images] = weights.shape;
  const sums = await multiply(weights, errors);
  const [, sites] = sums.shape;
  for (let row = 0; row < rows; row++) {
    let total = 0;
    for (let image = 0; image < images; image++) total += weights.values[row * images + image]!;
    for (let site = 0; site < sites; site++) sums.values[row * sites + site]! /= total;
  }
  return sums;
}

/** The mean over sites, each as often as it counts in a replicate. */
function averageSites(
  { shape: [, sites], values }: Matrix,
  row: number,
  counts: Matrix<Uint8Array> | undefined,
  replicate: number,
): number {
  let [sum, total] = [0, 0];
  for (let site = 0; site < sites; site++) {
    const error = values[row * sites + site]!;
    const times = counts === undefined ? 1 : (counts.values[replicate * sites + site] as number);
    if (times === 0 || Number.isNaN(error)) continue;
    sum += times * error;
    total += times;
  }
  return sum / total;
}

/** The mean over splits of what is defined. */
function averageDefined(splits: readonly Float64Array[], replicates: number): Float64Array {
  return Float64Array.from({ length: replicates }, (_, replicate) =>
    mean(splits.map((values) => values[replicate] as number)),
  );
}
