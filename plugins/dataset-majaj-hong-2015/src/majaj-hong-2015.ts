import { brainioPart, defineBrainioDataset } from '@ventral/brainio';

/**
 * Responses of 88 V4 and 168 IT sites of two macaques, of 70 to 170 ms after the onset of the image,
 * to images of 64 objects on natural scenes: in their standard pose or varied a little (`public`),
 * and varied a lot (`private`, for those with credentials).
 *
 * The columns of the stimuli are `object_name`, `category_name`, `variation` and the pose of the
 * object, among others; neuroids are labelled with `animal` as well.
 *
 * Reference: Majaj, Hong, Solomon & DiCarlo (2015), Simple learned weighted sums of inferior
 * temporal neuronal firing rates accurately predict human core object recognition performance,
 * doi:10.1523/JNEUROSCI.5181-14.2015.
 *
 * @example
 * const { stimuli, region } = await majajHong2015.load(createRunContext(), 'public');
 * const { recordings, trials } = await region('IT');
 */
export const majajHong2015 = defineBrainioDataset({
  id: 'MajajHong2015',
  title: 'Macaque V4 and IT responses to objects (Majaj, Hong et al., 2015)',
  citation:
    'Majaj, N. J., Hong, H., Solomon, E. A. & DiCarlo, J. J. (2015). Simple learned weighted sums ' +
    'of inferior temporal neuronal firing rates accurately predict human core object recognition ' +
    'performance. Journal of Neuroscience. https://doi.org/10.1523/JNEUROSCI.5181-14.2015',
  licence: 'none is stated with the data',
  species: 'macaque',
  modality: 'electrophysiology',
  regions: ['V4', 'IT'],
  degrees: 8,
  parts: {
    public: brainioPart({
      identifier: 'dicarlo.MajajHong2015.public',
      stimulusSet: 'hvm-public',
      assembly: ['13d28ca0ce88ee550b54db3004374ae19096e9b9'],
      csv: ['5ca7a3da00d8e9c694a9cd725df5ba0ad6d735af'],
      zip: ['8aa44e038d7b551efa8077467622f9d48d72e473'],
    }),
    private: brainioPart({
      identifier: 'dicarlo.MajajHong2015.private',
      stimulusSet: 'hvm-private',
      isPrivate: true,
      assembly: ['7a40d16148d6f82939155f0bd976d310857fb156'],
      csv: ['6ff4981722fa05feb73a2bd26bbbba8b50dc29a6'],
      zip: ['d7b1ca1876dad87e15b0242b4c82c0203ff3cbd3'],
    }),
  },
});
