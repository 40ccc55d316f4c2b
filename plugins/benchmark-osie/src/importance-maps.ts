import { type FeatureMatrix, featureMatrix, type StimulusSet } from '@ventral/arrays';
import { type Classifier, type RunContext, throwIfInterrupted } from '@ventral/core';

const batch = 8;

/**
 * How much a network's highest score of a class hangs on each pixel of its input: the largest absolute slope among
 * red, green and blue, of pixels from 0 to 1. Not smoothed.
 *
 * Memory is that of the maps and of eight images.
 *
 * Reference: Simonyan, Vedaldi & Zisserman (2013), https://arxiv.org/abs/1312.6034, as Fel et al. (2022) use it,
 * https://doi.org/10.48550/arXiv.2211.04533
 *
 * @returns one row a stimulus: the pixels of the network's input, row by row
 * @throws VentralError `GRADIENT_UNAVAILABLE` for a network without gradient
 */
export async function importanceMaps(
  classifier: Classifier,
  { stimuli }: StimulusSet,
  { signal, report }: Pick<RunContext, 'signal' | 'report'>,
): Promise<FeatureMatrix> {
  const pixelsOfOne = classifier.size.width * classifier.size.height;
  const maps = new Float32Array(stimuli.length * pixelsOfOne);
  for (let start = 0; start < stimuli.length; start += batch) {
    throwIfInterrupted(signal, `after ${start} of ${stimuli.length} images`);
    const shown = stimuli.slice(start, start + batch);
    const pixels = new Float32Array(shown.length * 3 * pixelsOfOne);
    for (const [row, { load }] of shown.entries()) {
      const { data } = classifier.fit(await load());
      pixels.set(
        Float32Array.from(data, (level) => level / 255),
        row * data.length,
      );
    }
    const highest = highestClasses(await classifier.scores(pixels), shown.length);
    const { gradients } = await classifier.scoreSlopes(pixels, highest);
    strongestSlopes(gradients, maps.subarray(start * pixelsOfOne));
    const done = start + shown.length;
    report({ task: 'Differentiating class scores', done, total: stimuli.length, unit: 'images' });
  }
  return featureMatrix(
    maps,
    stimuli.map(({ id }) => id),
  );
}

/** The class with the highest score of each image, the first of equals. */
function highestClasses(scores: Float32Array, images: number): readonly number[] {
  const classes = scores.length / images;
  return Array.from({ length: images }, (_, image) => {
    let highest = 0;
    for (let one = 1; one < classes; one++) {
      if (scores[image * classes + one]! > scores[image * classes + highest]!) highest = one;
    }
    return highest;
  });
}

function strongestSlopes(gradients: Float32Array, into: Float32Array): void {
  for (let pixel = 0; pixel < gradients.length / 3; pixel++) {
    const [red, green, blue] = gradients.subarray(3 * pixel, 3 * pixel + 3);
    into[pixel] = Math.max(Math.abs(red!), Math.abs(green!), Math.abs(blue!));
  }
}
