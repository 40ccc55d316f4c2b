import type { Stimulus, StimulusSet } from '@ventral/arrays';
import { type BehavioralData, defineDataset } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFiles, readText } from '@ventral/files';
import { parseObjects, type ThingsObject } from './objects.ts';
import { folderVariable, type OwnImages, openOwnImages } from './own-images.ts';
import { sourceFiles } from './source-files.ts';
import { parseTrials } from './trials.ts';

/** Objects, and which of three people found the odd one. */
export interface OddOneOutData extends BehavioralData {
  /** One an object, with the columns `word` and `wordnet_id`. */
  readonly stimuli: StimulusSet;
  /** Of images from the user's own folder: sha256 over names and contents. Absent without a folder. */
  readonly imagesDigest?: string;
}

const id = 'THINGS-odd-one-out';
const fetching = 'Fetching choices of the odd one of three (THINGS)';

/**
 * Human choices of the odd one among three objects: 20,000 trials of 325 people on 1,000 triplets of the 1,854
 * objects of THINGS, each judged 14 to 25 times.
 *
 * Stimuli are the objects, in the order of THINGS, known by their unique names: `aardvark`, `bat1`. Images are not
 * part of the data: they are read from the folder that the environment variable `VENTRAL_THINGS_IMAGES` names, and
 * without one, loading an image is the error `DATA_UNAVAILABLE`.
 *
 * Trials are along `presentation`; values are 1, 2 or 3: which of the three was chosen as the odd one. Coordinates:
 *
 * - `object1`, `object2`, `object3`: what was shown, in this order
 * - `choice`: the odd one
 * - `subject`: `worker 272`, and so on
 *
 * Reference: Hebart, Zheng, Pereira & Baker (2020), doi:10.1038/s41562-020-00951-3; published with VICE, Muttenthaler
 * et al. (2022), doi:10.48550/arXiv.2205.00756
 *
 * @example
 * const { stimuli, trials } = await thingsOddOneOut.load(createRunContext());
 */
export const thingsOddOneOut = defineDataset({
  id,
  title: 'Human choices of the odd one of three objects (THINGS; Hebart et al., 2020)',
  citation:
    'Hebart, M. N., Zheng, C. Y., Pereira, F. & Baker, C. I. (2020). Revealing the multidimensional mental ' +
    'representations of natural objects underlying human similarity judgements. Nature Human Behaviour, 4, ' +
    '1173-1185. https://doi.org/10.1038/s41562-020-00951-3',
  licence:
    'CC-BY-4.0 for the choices, as their authors say; they lie in a repository under GPL-3.0. The terms of THINGS ' +
    'for its images, which are not fetched',
  species: 'human',
  modality: 'behaviour',
  regions: [],
  files: sourceFiles,
  async digestOwnFiles(context) {
    if (ownFolder() === undefined) return undefined;
    const [path] = await fetchFiles([sourceFiles.names], fetching, context);
    return (await ownImages(parseObjects(await readText(path as string))))?.digest;
  },
  async load({ names, trials }, context): Promise<OddOneOutData> {
    const paths = await fetchFiles([names, trials], fetching, context);
    const [ofObjects, ofTrials] = await Promise.all(paths.map(readText));
    const objects = parseObjects(ofObjects as string);
    const own = await ownImages(objects);
    return Object.freeze({
      stimuli: Object.freeze({
        id,
        digest: own?.digest ?? `${names.hash.digest} without images`,
        stimuli: own?.stimuli ?? objects.map(withoutImage),
        columns: {
          word: objects.map(({ word }) => word),
          wordnet_id: objects.map(({ wordNetId }) => wordNetId),
        },
      }),
      trials: parseTrials(ofTrials as string, objects),
      ...(own && { imagesDigest: own.digest }),
    });
  },
});

/** Undefined where none is named. */
function ownFolder(): string | undefined {
  return process.env[folderVariable] || undefined;
}

async function ownImages(objects: readonly ThingsObject[]): Promise<OwnImages | undefined> {
  const folder = ownFolder();
  return folder === undefined ? undefined : openOwnImages(folder, objects);
}

function withoutImage({ id: name }: ThingsObject): Stimulus {
  return Object.freeze({
    id: name,
    async load(): Promise<never> {
      throw new VentralError('DATA_UNAVAILABLE', `There is no image of the object '${name}'.`, {
        hint:
          `Images of THINGS are not fetched: name a folder of your own by ${folderVariable}=DIR, or score ` +
          'features of the objects (.npy, one row an object).',
      });
    },
  });
}
