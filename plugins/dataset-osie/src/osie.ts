import { posix } from 'node:path';
import { type Assembly, createAssembly, type StimulusSet } from '@ventral/arrays';
import { defineDataset, type ImportanceData } from '@ventral/core';
import { fetchFiles, fetchStimuli } from '@ventral/files';
import { readMatFile } from '@ventral/matlab';
import { importanceOf } from './importance.ts';
import { imageSize, type Looks, readFixations, readMouseSamples } from './looks.ts';
import { sourceFiles } from './source-files.ts';

/** Images, and where people looked on them. */
export interface OsieData extends ImportanceData {
  /** With the columns `width` and `height`, in pixels. */
  readonly stimuli: StimulusSet;
  /** Along `presentation`: every fixation, or every sample of a mouse. */
  readonly trials: Assembly;
  /** How often people looked near each pixel, by a Gaussian of 24 pixels a place: `600 x 800`. */
  importance(index: number): Promise<Float32Array>;
}

/**
 * Where people looked on natural images of several objects: 800 x 600 photographs that 15 people viewed, and
 * that others explored with a mouse, which shows a blurred image sharply where it is.
 *
 * - `first-80`: fixations of the 15 people; values are how long, in milliseconds
 * - `first-40`, `next-40`: the same of one half of the images: to learn from, and to see whether it was learnt
 * - `first-80.mouse-lab`: samples of the mouse of 10 to 16 people an image in the lab; values are 1
 * - `first-80.mouse-crowd`: of 91 to 121 people an image on the internet; values are 1
 *
 * Stimuli are the first 80 of the 700 images: those whose digests are known. Trials have the coordinates
 *
 * - `stimulus_id`: `1001.jpg` to `1080.jpg`
 * - `subject`: `01` to `15`, the same people for all images; of mice, a number that the authors gave
 * - `order`: 1 for the first fixation or sample of a subject on an image
 * - `x`, `y`: pixels from the left and upper edge of the image; the middle of the first pixel is 0.5. The
 *   authors' numbers, which begin at 1, less 0.5.
 *
 * The width of the images in degrees is not said in the files. The authors blur fixations with a Gaussian of 24
 * pixels, about a degree.
 *
 * Reference: Xu, Jiang, Wang, Kankanhalli & Zhao (2014), https://doi.org/10.1167/14.1.28; mice: Jiang, Huang, Duan &
 * Zhao (2015), https://doi.org/10.1109/CVPR.2015.7298710
 *
 * @example
 * const { stimuli, trials } = await osie.load(createRunContext(), 'first-80');
 */
export const osie = defineDataset({
  id: 'OSIE',
  title: 'Where people look on natural images (OSIE; Xu et al., 2014)',
  citation:
    'Xu, J., Jiang, M., Wang, S., Kankanhalli, M. S. & Zhao, Q. (2014). Predicting human gaze beyond pixels. ' +
    'Journal of Vision, 14(1):28. https://doi.org/10.1167/14.1.28',
  licence: 'MIT',
  species: 'human',
  modality: 'behaviour',
  regions: [],
  parts: sourceFiles,
  async load({ images, looks }, context, part): Promise<OsieData> {
    const id = `OSIE.${part}`;
    const names = images.map(({ path }) => posix.basename(path));
    const paths = await fetchFiles(looks, `Fetching where people looked (${id})`, context);
    const found: Looks[] = [];
    for (const [index, path] of paths.entries()) {
      const fields = await readMatFile(path);
      found.push(
        part.includes('mouse')
          ? readMouseSamples(fields, names[index] as string)
          : readFixations(fields, names),
      );
    }
    const stimuli = await fetchStimuli(id, images, context);
    const columns = {
      width: names.map(() => imageSize.width),
      height: names.map(() => imageSize.height),
    };
    const all = found.flat();
    return Object.freeze({
      stimuli: Object.freeze({ ...stimuli, columns }),
      trials: assembleLooks(all),
      importance: async (index: number) =>
        importanceOf(all.filter(({ image }) => image === names[index])),
    });
  },
});

function assembleLooks(looks: Looks): Assembly {
  const coordinates = {
    stimulus_id: looks.map(({ image }) => image),
    subject: looks.map(({ subject }) => subject),
    order: looks.map(({ order }) => order),
    x: looks.map(({ x }) => x),
    y: looks.map(({ y }) => y),
  };
  return createAssembly({
    dims: ['presentation'],
    shape: [looks.length],
    values: Float64Array.from(looks, ({ value }) => value),
    coords: Object.fromEntries(
      Object.entries(coordinates).map(([name, values]) => [name, { dim: 'presentation', values }]),
    ),
  });
}
