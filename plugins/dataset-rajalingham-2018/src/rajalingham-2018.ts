import { brainioPart } from '@ventral/brainio';
import { defineDataset } from '@ventral/core';
import { degrees, loadChoices } from './load-choices.ts';

const parts = {
  public: brainioPart({
    identifier: 'dicarlo.Rajalingham2018.public',
    stimulusSet: 'objectome.public',
    assembly: ['34c6a8b6f7c523589c1861e4123232e5f7c7df4c'],
    csv: ['47884e17106a3be471d6481279cab33889b80850'],
    zip: ['064f2955f98e63867755fee2e3ead8cddf6bfab8'],
  }),
  private: brainioPart({
    identifier: 'dicarlo.Rajalingham2018.private',
    stimulusSet: 'objectome.private',
    isPrivate: true,
    assembly: ['516f13793d1c5b72bb445bb4008448ce97a02d23'],
    csv: ['ac38e8f7c08fa8294ed25a3bf84a6adb108bf3fc'],
    zip: ['ccd39f7f9b8b4a92da06e3960d06225e46208593'],
  }),
};
const { csv, zip } = parts.public.files;

/**
 * Human choices between two of 24 objects after a glance at an image, trial by trial: on 2,160 images
 * that anyone may fetch (`public`), and on 240 that are kept from models (`private`, for those who
 * have been given credentials). A readout is fitted on the public images in either case.
 *
 * Trials are along `presentation`: 1 where the choice was the object on the image, else 0. Among
 * the coordinates are `stimulus_id`, `sample_obj` (the object on the image), `dist_obj` (the other
 * one offered) and `choice`.
 *
 * Reference: Rajalingham, Issa, Bashivan, Kar, Schmidt & DiCarlo (2018), Large-scale, high-resolution
 * comparison of the core visual object recognition behavior of humans, monkeys, and state-of-the-art
 * deep artificial neural networks, doi:10.1523/JNEUROSCI.0388-18.2018.
 *
 * @example
 * const { stimuli, trials } = await rajalingham2018.load(createRunContext(), 'public');
 */
export const rajalingham2018 = defineDataset({
  id: 'Rajalingham2018',
  title: 'Human choices between two of 24 objects, image by image (Rajalingham et al., 2018)',
  citation:
    'Rajalingham, R., Issa, E. B., Bashivan, P., Kar, K., Schmidt, K. & DiCarlo, J. J. (2018). ' +
    'Large-scale, high-resolution comparison of the core visual object recognition behavior of ' +
    'humans, monkeys, and state-of-the-art deep artificial neural networks. Journal of ' +
    'Neuroscience 38, 7255-7269. https://doi.org/10.1523/JNEUROSCI.0388-18.2018',
  licence: 'none is stated with the data',
  species: 'human',
  modality: 'behaviour',
  regions: [],
  degrees,
  parts: {
    public: parts.public.files,
    private: { ...parts.private.files, fittingCsv: csv, fittingZip: zip },
  },
  load: (_, context, part) => loadChoices(parts[part as keyof typeof parts], parts.public, context),
});
