import { RandomState } from '@ventral/numerics';
import { c1Responses } from './c1-responses.ts';
import { makeScene } from './make-scene.ts';
import { orientations } from './s1-filter.ts';
import { type ScaleBand, scaleBands } from './scale-bands.ts';

/** Templates of one size, cut out of C1 responses. */
export interface Templates {
  /** C1 cells a side. */
  readonly size: number;
  /** `templates x orientations x size x size`. */
  readonly values: Float32Array;
}

/** Widths of templates, in C1 cells. */
const templateSizes = [4, 8, 12, 16];
const perScene = 4;

/**
 * Learns the templates of S2 cells as Serre et al. (2007) do, by imprinting: a template is what C1
 * cells said of one place in one image. Their images are photographs; these are made, and the C1 cells
 * are those of the second band.
 *
 * @param count of templates of each size
 * @param imageSize pixels a side
 */
export function imprintTemplates(
  count: number,
  imageSize: number,
  seed: number,
): readonly Templates[] {
  const random = new RandomState(seed);
  const band = scaleBands[1] as ScaleBand;
  const templates = templateSizes.map((size) => ({
    size,
    values: new Float32Array(count * orientations.length * size ** 2),
  }));
  for (let start = 0; start < count; start += perScene) {
    const { width, values } = c1Responses(makeScene(imageSize, random), imageSize, band);
    for (let index = start; index < Math.min(count, start + perScene); index++) {
      for (const { size, values: into } of templates) {
        const [left, top] = [random.randint(width - size + 1), random.randint(width - size + 1)];
        let at = index * orientations.length * size ** 2;
        for (let channel = 0; channel < orientations.length; channel++) {
          for (let row = 0; row < size; row++) {
            const from = (channel * width + top + row) * width + left;
            into.set(values.subarray(from, from + size), at);
            at += size;
          }
        }
      }
    }
  }
  return templates;
}
