import { brainioPart, defineBrainioDataset } from '@ventral/brainio';

/**
 * Responses of 102 V1 and 103 V2 neurons of macaques, in spikes per millisecond over 50 to 200 ms after
 * the onset of the image, to naturalistic textures and noise of the same spectrum seen through a
 * round aperture: 450 images of 15 texture families, each shown 20 times; 135 of them are `public`,
 * the others `private`, for those with credentials.
 *
 * The columns of the stimuli are `texture_type` (`texture` or `noise`) and `texture_family`, among
 * others.
 *
 * Reference: Freeman, Ziemba, Heeger, Simoncelli & Movshon (2013), A functional and perceptual
 * signature of the second visual area in primates, doi:10.1038/nn.3402.
 *
 * @example
 * const { stimuli, region } = await freemanZiemba2013.load(createRunContext(), 'public');
 * const { recordings, trials } = await region('V2');
 */
export const freemanZiemba2013 = defineBrainioDataset({
  id: 'FreemanZiemba2013',
  title: 'Macaque V1 and V2 responses to textures (Freeman, Ziemba et al., 2013)',
  citation:
    'Freeman, J., Ziemba, C. M., Heeger, D. J., Simoncelli, E. P. & Movshon, J. A. (2013). A ' +
    'functional and perceptual signature of the second visual area in primates. Nature ' +
    'Neuroscience. https://doi.org/10.1038/nn.3402',
  licence: 'none is stated with the data',
  species: 'macaque',
  modality: 'electrophysiology',
  regions: ['V1', 'V2'],
  degrees: 4,
  timeBins: Array.from({ length: 150 }, (_, bin) => [50 + bin, 51 + bin] as const),
  // Single milliseconds hold too few spikes to be compared by themselves.
  windows: Array.from({ length: 15 }, (_, bin) => [50 + 10 * bin, 60 + 10 * bin] as const),
  neuroidLabels: ['neuroid_id', 'region'],
  parts: {
    public: brainioPart({
      identifier: 'movshon.FreemanZiemba2013.public',
      stimulusSet: 'FreemanZiemba2013.aperture-public',
      assembly: ['761c08f796db4e342555cdb60eef23a4f19ead43', 'W2vx7jdh9utZdVumHHarXa4L1zOrA8Fd'],
      csv: ['194c9b301a4e3e9cff02481d4c19b39331d52660'],
      zip: ['3a6fec1fc28c212882d6833e267ea8654d289611'],
    }),
    private: brainioPart({
      identifier: 'movshon.FreemanZiemba2013.private',
      stimulusSet: 'FreemanZiemba2013.aperture-private',
      isPrivate: true,
      assembly: ['63f636fa2e2b51b47a676768a69b06ce95efdd8f', 'wx5LB7Nq42SV74RQ8Cw6EtyabywsnSyG'],
      csv: ['65bee31483dd743ae2a19c6af03b9abe5f4d5a41', 'Klo0lMygUX0IZPkLoypccXH55a1hZjf2'],
      zip: ['daa724a4797b23929df59c18744923790edf71cb', 'nZES.el0vF3KXuRrB2ELQOqzCcxumFMY'],
    }),
  },
});
