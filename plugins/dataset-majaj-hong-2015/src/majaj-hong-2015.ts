import { type Dataset, defineDataset, type RunContext } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { loadPart, type MajajHong2015 } from './load-part.ts';
import { type MajajHongFiles, partFiles } from './part-files.ts';

const parts = Object.keys(partFiles);

/**
 * Responses of 88 V4 and 168 IT sites of two macaques to images of 64 objects.
 *
 * Reference: Majaj, Hong, Solomon & DiCarlo (2015), Simple learned weighted sums of inferior
 * temporal neuronal firing rates accurately predict human core object recognition performance,
 * doi:10.1523/JNEUROSCI.5181-14.2015.
 *
 * @example
 * const { stimuli, region } = await majajHong2015.load(createRunContext(), 'public');
 * const { recordings, trials } = await region('IT');
 */
export const majajHong2015: Dataset<MajajHong2015> = defineDataset({
  id: 'MajajHong2015',
  title: 'Macaque V4 and IT responses to objects (Majaj, Hong et al., 2015)',
  scoreVersion: 1,
  citation:
    'Majaj, N. J., Hong, H., Solomon, E. A. & DiCarlo, J. J. (2015). Simple learned weighted sums ' +
    'of inferior temporal neuronal firing rates accurately predict human core object recognition ' +
    'performance. Journal of Neuroscience. https://doi.org/10.1523/JNEUROSCI.5181-14.2015',
  licence: 'none is stated with the data',
  species: 'macaque',
  regions: ['V4', 'IT'],
  parts,
  files: Object.values(partFiles).flatMap(listFiles),
  filesOf: (part) => listFiles(findPart(part)),
  load: async (context: RunContext, part?: string) => loadPart(findPart(part), context),
});

function listFiles({ assembly, csv, zip }: MajajHongFiles) {
  return [assembly, csv, zip];
}

function findPart(part: string | undefined): MajajHongFiles {
  const found = part !== undefined && parts.includes(part) ? partFiles[part] : undefined;
  if (found !== undefined) return found;
  throw new VentralError(
    'OPTION_INVALID',
    part === undefined
      ? 'MajajHong2015 is loaded one part at a time, and none was named.'
      : `MajajHong2015 has no part '${part}'.`,
    {
      hint: `${part === undefined ? '' : didYouMean(part, parts)}Its parts are ${parts.join(', ')}.`,
    },
  );
}
