import { type Dataset, defineDataset, type RunContext } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { type FreemanZiemba2013, loadPart } from './load-part.ts';
import { type FreemanZiembaFiles, partFiles } from './part-files.ts';

const parts = Object.keys(partFiles);

/**
 * Responses of 102 V1 and 103 V2 neurons of macaques to naturalistic textures and spectrally matched
 * noise: 450 images of 15 texture families, each shown 20 times.
 *
 * Reference: Freeman, Ziemba, Heeger, Simoncelli & Movshon (2013), A functional and perceptual
 * signature of the second visual area in primates, doi:10.1038/nn.3402.
 *
 * @example
 * const { stimuli, region } = await freemanZiemba2013.load(createRunContext(), 'public');
 * const { recordings, trials } = await region('V2');
 */
export const freemanZiemba2013: Dataset<FreemanZiemba2013> = defineDataset({
  id: 'FreemanZiemba2013',
  title: 'Macaque V1 and V2 responses to textures (Freeman, Ziemba et al., 2013)',
  scoreVersion: 1,
  citation:
    'Freeman, J., Ziemba, C. M., Heeger, D. J., Simoncelli, E. P. & Movshon, J. A. (2013). A ' +
    'functional and perceptual signature of the second visual area in primates. Nature ' +
    'Neuroscience. https://doi.org/10.1038/nn.3402',
  licence: 'none is stated with the data',
  species: 'macaque',
  regions: ['V1', 'V2'],
  parts,
  files: Object.values(partFiles).flatMap(listFiles),
  filesOf: (part) => listFiles(findPart(part)),
  load: async (context: RunContext, part?: string) => loadPart(findPart(part), context),
});

function listFiles({ assembly, csv, zip }: FreemanZiembaFiles) {
  return [assembly, csv, zip];
}

function findPart(part: string | undefined): FreemanZiembaFiles {
  const found = part !== undefined && parts.includes(part) ? partFiles[part] : undefined;
  if (found !== undefined) return found;
  throw new VentralError(
    'OPTION_INVALID',
    part === undefined
      ? 'FreemanZiemba2013 is loaded one part at a time, and none was named.'
      : `FreemanZiemba2013 has no part '${part}'.`,
    {
      hint: `${part === undefined ? '' : didYouMean(part, parts)}Its parts are ${parts.join(', ')}.`,
    },
  );
}
